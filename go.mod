module zhaoyun

go 1.26
