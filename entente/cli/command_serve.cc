// entente serve: the map in the browser.
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/serve/serve.h"

extern char** environ;

namespace entente::cli {
namespace {

// --pages, or web/ in the folder of --share; "": not built.
std::string find_pages(const Options& options) {
  if (!options.pages.empty()) return options.pages;
  std::error_code error;
  const std::string beside = find_share(options) + "/web";
  return std::filesystem::exists(beside + "/index.html", error) ? beside : "";
}

// Waits for nothing: whether a browser opens is the desktop's matter.
void open_browser(const std::string& url) {
  std::string program = "xdg-open", argument = url;
  char* arguments[] = {program.data(), argument.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  if (::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, environ) != 0)
    complain("no xdg-open here: open " + url + " yourself");
  posix_spawn_file_actions_destroy(&actions);
}

}  // namespace

int run_serve(const Options& options) {
  if (!options.arguments.empty())
    return complain("serve takes no argument; --db names the database"), kExitFailed;
  ServeOptions serve;
  serve.address = options.listen;
  serve.port = options.port;
  serve.pages = find_pages(options);
  serve.note = [](const std::string& note) { complain(note); };
  catch_signals();
  OpenReport found;
  auto server = MapServer::start(database_folder(options), serve, found);
  for (const std::string& note : found.notes) complain(note);
  if (!server) return complain(server.error()), kExitFailed;
  if (!server->has_pages())
    complain("the pages are not built (scripts/build_web makes them): the API answers alone");
  std::printf("%s%s\n", server->url().c_str(), server->has_pages() ? "" : "api/v1/summary");
  std::fflush(stdout);
  if (options.open_browser) open_browser(server->url());
  while (!interrupted()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return kExitOk;
}

}  // namespace entente::cli
