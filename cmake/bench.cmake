# One program per file of bench/.
file(GLOB benches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*.cpp")
foreach(source IN LISTS benches)
  get_filename_component(bench ${source} NAME_WE)
  add_executable(bench_${bench} ${source})
  target_link_libraries(bench_${bench} PRIVATE tandem_app)
  set_target_properties(bench_${bench} PROPERTIES OUTPUT_NAME ${bench} RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
endforeach()
