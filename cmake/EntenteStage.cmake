# entente_stage(NAME DOOR HEADER... USES FOLDER... SOURCES FILE... [TESTS FILE...] [LINKS TARGET...] [TEST_LINKS TARGET...])
#
# One folder, one static library entente_NAME. DOOR is the header that other folders may include (more than one only where a stage
# does two things for its callers). USES names all the folders that it may include; scripts/check_includes.py
# holds every source against the same arrows (docs/architecture.md). LINKS are outside libraries, known to this folder
# alone. Tests stand beside the sources and are linked to one program a folder: NAME_test.
function(entente_stage name)
  cmake_parse_arguments(STAGE "" "" "DOOR;USES;SOURCES;TESTS;LINKS;TEST_LINKS" ${ARGN})
  add_library(entente_${name} STATIC ${STAGE_SOURCES})
  target_include_directories(entente_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                                                    $<INSTALL_INTERFACE:include>)
  target_link_libraries(entente_${name} PRIVATE $<BUILD_INTERFACE:entente_flags>)
  foreach(link ${STAGE_LINKS})
    if(IS_ABSOLUTE ${link})  # an installed package names the library, not this machine's path to it
      string(REGEX REPLACE "^.*/lib([^/]+)\\.(so|a)$" "\\1" library ${link})
      set(link "$<BUILD_INTERFACE:${link}>" "$<INSTALL_INTERFACE:${library}>")
    endif()
    target_link_libraries(entente_${name} PUBLIC ${link})
  endforeach()
  foreach(used ${STAGE_USES})
    target_link_libraries(entente_${name} PUBLIC entente_${used})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY ENTENTE_STAGES ${name})
  foreach(door ${STAGE_DOOR})
    set_property(GLOBAL APPEND PROPERTY ENTENTE_DOORS ${name}/${door})
  endforeach()
  if(ENTENTE_TESTS AND STAGE_TESTS)
    find_package(GTest REQUIRED)
    add_executable(${name}_test ${STAGE_TESTS})
    target_link_libraries(${name}_test PRIVATE entente_flags entente_${name} ${STAGE_TEST_LINKS} GTest::gtest
                                               GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE ENTENTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                    ENTENTE_BINARY_DIR="${PROJECT_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()
