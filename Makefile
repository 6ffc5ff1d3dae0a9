# Everything is reached from here. On a bare Debian 12 with Go and Node each
# target installs what it needs first (scripts/need.sh is the list).
#
#   make run        start the program: a window, or a served page without a display
#   make test       the whole check, as continuous integration runs it
#   make build      build/bin/chengzhuan with the page and the window
#   make help       all targets

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := build
MAKEFLAGS   += --no-builtin-rules --no-print-directory

NEED    := scripts/need.sh
STEP    := scripts/step.sh
BIN     := build/bin/chengzhuan
VERSION := $(shell scripts/version.sh)
LDFLAGS := -X main.version=$(VERSION)
# sqlite_fts5: full text search. The untagged program has no window and needs no GTK.
TAGS        := sqlite_fts5
WINDOW_TAGS := desktop,production,webkit2_41,$(TAGS)

# Packages whose goroutines share memory: they are tested with the race detector.
RACE := store bind bridge print intake ledger visits
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

export CGO_ENABLED := 1
# Not a release of the tools, only what this tree was built from.
export GOTOOLCHAIN := local

.PHONY: help run build build-lean page gen gen-check lint lint-go lint-page fmt \
        test test-go test-race soak test-page e2e selftest windows wine licenses bench clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1 - \2/p' Makefile

# The demo community lies in build/tmp/demo; ARGS="--data DIR" opens another book.
run: ## start it on the demo community: a window, or without a display the page for a browser
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then $(MAKE) build; program=$(BIN); face=; else $(MAKE) build-lean; program=$(BIN)-serve; face=serve; fi
	args="$(ARGS)"
	if [ -z "$$args" ]; then
	  args="--data build/tmp/demo"
	  [ -f build/tmp/demo/book.db ] || { $$program $$args init --name 仁寿门社区 --operator 张红梅; $$program $$args demo; }
	fi
	exec $$program $$args $$face

build: page ## the program with its window
	@$(NEED) go go_build window
	go build -tags $(WINDOW_TAGS) -ldflags '$(LDFLAGS)' -o $(BIN) .
	echo "$(BIN) $(VERSION)"

build-lean: page ## the program without a window: no GTK needed
	@$(NEED) go go_build
	go build -tags $(TAGS) -ldflags '$(LDFLAGS)' -o $(BIN)-serve .

page: ## build the page if its sources changed
	@$(NEED) node
	scripts/page.sh

gen: ## write the generated files
	@$(NEED) go go_build
	go run -tags $(TAGS) ./backend/gen
	go run ./build/icon

gen-check:
	@scripts/gen-check.sh

lint: lint-go lint-page ## all linters

lint-go: ## gofmt, go vet, staticcheck, and the floors of the house
	@$(NEED) go go_build window
	bad=$$(gofmt -l *.go backend build); [ -z "$$bad" ] || { echo "gofmt -w these:"; echo "$$bad"; exit 1; }
	go run ./build/lint
	go vet -tags $(TAGS) ./...
	go vet -tags $(WINDOW_TAGS) .
	GOFLAGS= go run $(STATICCHECK) -tags $(TAGS) ./...
	GOFLAGS= go run $(STATICCHECK) -tags $(WINDOW_TAGS) .

lint-page: ## types and rules of the page
	@$(NEED) node
	scripts/page.sh --install-only
	cd frontend && npm run --silent typecheck && npm run --silent lint
	node ../docs/manual/check.mjs

fmt: ## format the Go code
	@gofmt -w *.go backend build

test: ## the whole check, the same every time: laws draw from a fixed seed
	@start=$$SECONDS
	$(STEP) "what the check needs"             $(NEED) go node go_build window display windows wine office pdf browser
	$(STEP) "Go: format, vet, lint, floors"    $(MAKE) lint-go
	$(STEP) "generated files are fresh"        $(MAKE) gen-check
	$(STEP) "page: build"                      $(MAKE) page
	$(STEP) "page: types and lint"             $(MAKE) lint-page
	$(STEP) "page: unit tests"                 $(MAKE) test-page
	$(STEP) "Go: tests"                        $(MAKE) test-go
	$(STEP) "Go: tests with the race detector" $(MAKE) test-race
	$(STEP) "build with the window"            $(MAKE) build
	$(STEP) "browser tests"                    $(MAKE) e2e
	$(STEP) "window: self-test in the web view" $(MAKE) selftest
	$(STEP) "Windows: build"                   $(MAKE) windows
	$(STEP) "Windows: run under Wine"          $(MAKE) wine
	printf '\nAll checks passed in %d s.\n' $$((SECONDS - start))

# The laws draw the same examples in every check, so that none fails by chance.
# `make test-go RAPID_SEED=5` draws others, `make soak` looks for new ones.
test-go test-race: export RAPID_SEED := 20261122

test-go:
	@$(NEED) go go_build pdf office
	# The packages of RACE run in their own step.
	go run ./build/gotest -tags $(TAGS) -timeout 15m $$(go list -tags $(TAGS) ./... | grep -vE '^chengzhuan/backend/($(subst $() ,|,$(RACE)))(/|$$)')

test-race:
	@$(NEED) go go_build pdf
	go run ./build/gotest -race -tags $(TAGS) -timeout 20m $$(go list -tags $(TAGS) ./... | grep -E '^chengzhuan/backend/($(subst $() ,|,$(RACE)))(/|$$)')

# Minutes of `make soak`.
SOAK ?= 10

soak: ## look for examples that break a law: random seeds, for SOAK=10 minutes
	@$(NEED) go go_build pdf
	nice go run ./build/gotest -soak $(SOAK)m -tags $(TAGS) ./...

test-page: ## unit tests of the page
	@$(NEED) node
	scripts/page.sh --install-only
	cd frontend && npm run --silent test

e2e: build ## browser tests on the real program
	@$(NEED) browser pdf
	cd frontend && CHENGZHUAN="$$PWD/../$(BIN)" CHROMIUM="$$(command -v chromium)" npm run --silent e2e

selftest: build ## the window clicks through itself under a virtual display
	@$(NEED) display
	scripts/selftest.sh

windows: page ## build/bin/chengzhuan.exe
	@$(NEED) go windows
	scripts/windows.sh

wine: build windows ## the Windows program does what the Linux program does
	@$(NEED) wine display pdf node
	scripts/wine-check.sh

licenses: ## collect the licences of everything that is inside the program
	@$(NEED) go node
	scripts/page.sh --install-only
	scripts/licenses.sh

# The peers of sync are installed from their own lock file on the first run.
# One measure alone: make bench BENCH="-only sync -sync 100000"
bench: build ## measure, as ratios against LibreOffice, bare SQLite, Automerge and Yjs
	@$(NEED) go_build node office pdf display
	go run -tags $(TAGS) ./build/bench $(BENCH)

clean: ## remove what was built
	@rm -rf build/bin build/tmp frontend/dist/*
	touch frontend/dist/.keep
