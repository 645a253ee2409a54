// Runs a program as a person's shell does: bytes in, bytes out, an exit status, all bounded in
// time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::testing_house {

struct Input {
  std::string_view bytes;      // written to standard input, then closed
  std::uint64_t repeat = 1;    // so many times: long inputs need no memory here
  std::string_view tail = {};  // once, after them
};

struct RunLimits {
  double timeout_s = 60;                  // killed after it
  std::uint64_t max_out_bytes = 1 << 28;  // of standard output kept; UINT64_MAX: never stop reading
  std::uint64_t close_out_after = 0;  // > 0: the reader of the pipe goes away after so many bytes
  std::uint64_t max_file_bytes = 0;   // > 0: RLIMIT_FSIZE, a disk that is full there
  bool as_nobody = false;             // run as user 65534 where we are root: permissions count
  std::string out_path;               // standard output goes to this file ("/dev/full")
  std::string folder;                 // working directory, "" ours
};

struct Finished {
  int status = -1;  // exit status; 128 + signal where one ended it
  bool timed_out = false;
  std::string out, err;
  double seconds = 0;
  std::uint64_t peak_bytes = 0;  // resident
};

Finished run_program(const std::vector<std::string>& arguments, const Input& input = {},
                     const RunLimits& limits = {});

}  // namespace entente::testing_house
