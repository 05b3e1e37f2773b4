// Package video decides who may send and watch picture and sound in a room, moment by moment: a token of the media server says only who
// somebody is. It also knows the encoders that publish for a room, and how well the picture arrives.
package video
