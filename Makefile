# demo and test need nothing but a bare Debian 12: they set up, build and run. CONTRIBUTING.md says more.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: help demo test release bench fuzz format lint setup torture web-test
help:
	@echo "make demo     set up, build, read the sample news, show the map of it, say how to open it"
	@echo "make test     set up, build, run all tests (sanitizers on)"
	@echo "make release  the program, at build/release/entente"
	@echo "make bench    speed, by stage and whole;  make fuzz  each harness for a minute"
	@echo "make torture  the faults of store, exports, inputs and program, in full;  make format, make lint  the sources"
	@echo "make web-test the pages in headless Chromium: each page, accessibility, hostile reports"

setup:
	@scripts/setup

release: setup
	cmake --preset release
	cmake --build --preset release

demo: release
	@scripts/demo

test: setup
	cmake --preset dev
	cmake --build --preset dev
	ctest --preset dev

bench: setup
	cmake --preset bench
	cmake --build --preset bench
	scripts/bench

fuzz: setup
	cmake --preset fuzz
	cmake --build --preset fuzz
	scripts/fuzz

torture: setup
	cmake --preset dev
	cmake --build --preset dev --target store_torture_test show_test
	ENTENTE_TORTURE=full build/dev/src/store/store_torture_test
	ENTENTE_TORTURE=full build/dev/src/show/show_test --gtest_filter='ExportFaults.*'
	$(MAKE) release
	scripts/torture_ingest --full
	scripts/torture_program --rounds 100 --hostile 10000

web-test: release
	scripts/web_test

format:
	git ls-files '*.cc' '*.h' | xargs clang-format -i

lint: setup
	cmake --preset dev
	git ls-files 'entente/**.cc' | grep -v _test.cc | xargs -P 2 -n 4 clang-tidy -p build/dev --quiet
