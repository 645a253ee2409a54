# The library as others use it: find_package(entente), target entente::entente. It holds all stages but the programs' own (cli/, train/);
# its public headers are the doors, record/ and what they stand on in base/: entente/entente.h gathers them.
include(CMakePackageConfigHelpers)
get_property(stages GLOBAL PROPERTY ENTENTE_STAGES)
list(REMOVE_ITEM stages cli train)

add_library(entente_library INTERFACE)
add_library(entente::entente ALIAS entente_library)
set_target_properties(entente_library PROPERTIES EXPORT_NAME entente)
target_compile_features(entente_library INTERFACE cxx_std_20)
set(library_targets entente_library)
foreach(stage ${stages})
  target_link_libraries(entente_library INTERFACE entente_${stage})
  set_target_properties(entente_${stage} PROPERTIES EXPORT_NAME ${stage})
  list(APPEND library_targets entente_${stage})
endforeach()
install(TARGETS ${library_targets} EXPORT ententeTargets ARCHIVE DESTINATION lib)
install(EXPORT ententeTargets NAMESPACE entente:: DESTINATION lib/cmake/entente)

# Headers: a header that says "Private to FOLDER/" stays at home.
get_property(doors GLOBAL PROPERTY ENTENTE_DOORS)
file(GLOB ground RELATIVE ${PROJECT_SOURCE_DIR}/entente CONFIGURE_DEPENDS
  ${PROJECT_SOURCE_DIR}/entente/base/*.h ${PROJECT_SOURCE_DIR}/entente/record/*.h)
set(public_headers ${ground})
foreach(door ${doors})
  if(NOT door MATCHES "^(cli|train)/")
    list(APPEND public_headers ${door})
  endif()
endforeach()
foreach(header ${public_headers})
  file(READ ${PROJECT_SOURCE_DIR}/entente/${header} opening LIMIT 2000)
  if(NOT opening MATCHES "Private to [a-z]+/")
    get_filename_component(folder ${header} DIRECTORY)
    install(FILES ${PROJECT_SOURCE_DIR}/entente/${header} DESTINATION include/entente/${folder})
  endif()
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/entente/entente.h DESTINATION include/entente)

# What the stages read when they open.
install(FILES ${PROJECT_BINARY_DIR}/share/entente/lexicon.img DESTINATION share/entente)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/models/ DESTINATION share/entente/models FILES_MATCHING PATTERN "*.bin")

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/ententeConfig.cmake.in
  ${PROJECT_BINARY_DIR}/ententeConfig.cmake INSTALL_DESTINATION lib/cmake/entente)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ententeConfig.cmake ${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake
  DESTINATION lib/cmake/entente)
# In the tree: examples/ and bench/ ask for the same name.
set(entente_SHARE_DIR ${PROJECT_BINARY_DIR}/share/entente)
