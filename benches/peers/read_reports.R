# Reads every table of a folder of reports as the README says, and writes it again, for read_reports.py to compare.
arguments <- commandArgs(trailingOnly = TRUE)
plan <- read.delim(arguments[1], colClasses = "character")
for (path in unique(plan$path)) {
  columns <- plan[plan$path == path, ]
  types <- setNames(c(string = "character", integer = "numeric", number = "numeric", boolean = "logical")[columns$type], columns$name)
  table <- read.csv(file.path(arguments[2], path), colClasses = types, na.strings = "", check.names = FALSE, encoding = "UTF-8")
  for (name in names(table)) if (is.numeric(table[[name]])) table[[name]] <- sprintf("%.17g", table[[name]])
  out <- file.path(arguments[3], gsub("/", "~", path, fixed = TRUE))
  write.csv(table, out, row.names = FALSE, na = "<missing>", fileEncoding = "UTF-8")
}
