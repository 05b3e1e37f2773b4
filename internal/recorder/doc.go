// Package recorder makes the program feed of a room: one picture and the mix of all
// microphones on stage, cut into segments of about two seconds. The segments are
// at once the live feed, what a CDN fetches, the recording and the replay.
//
// All times are the wall clock of the room's log. A segment's place in the playlist
// says its time, and the media times within count from the beginning of the
// recording, through every switch and crash: where nothing was recorded the time
// passes all the same. Segments put one behind the other, after the first
// initialisation, are one playable film.
//
// H.264 is copied. Other pictures, stills and clips are encoded by ffmpeg, and so
// is the sound, which is mixed here.
package recorder
