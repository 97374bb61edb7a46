# cospan: filters, their library, pages and tests.
# `make` builds, `make help` lists what else there is. Nothing here names a filter: a new
# filters/NAME.c, filters/NAME.1 and tests/NAME.bats are found by wildcard.

MODE ?= release
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
PKG_CONFIG ?= pkg-config

# Release is build/ itself, every other mode a folder in it, so that modes never mix objects.
B := build$(if $(filter-out release,$(MODE)),/$(MODE))

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Werror=implicit-function-declaration \
	-Wmissing-prototypes -Wundef -Wwrite-strings
HARDENING := -fstack-protector-strong -fPIE
MODE_release := -O2 -g -D_FORTIFY_SOURCE=2
MODE_sanitize := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
MODE_coverage := -O0 -g --coverage
MODE_fuzz := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
ifeq ($(MODE_$(MODE)),)
$(error MODE is release, sanitize, coverage or fuzz, not '$(MODE)')
endif
ifeq ($(MODE),fuzz)
CC := clang
endif

# Debian calls them libyaml-dev, librsvg2-dev, libexpat1-dev, libarchive-dev, libexttextcat-dev
# and libstemmer-dev; without them the filters are built all the same and say
# what brings the feature.
OPTIONAL := yaml-0.1 librsvg-2.0 expat libarchive libexttextcat
FOUND := $(foreach library,$(OPTIONAL),$(if $(shell $(PKG_CONFIG) --exists $(library) && echo y),$(library)))
HAVE_yaml-0.1 := -DHAVE_YAML
HAVE_librsvg-2.0 := -DHAVE_RSVG
HAVE_expat := -DHAVE_EXPAT
HAVE_libarchive := -DHAVE_LIBARCHIVE
HAVE_libexttextcat := -DHAVE_EXTTEXTCAT
# Snowball's libstemmer is the one that pkg-config does not know.
STEMMER := $(if $(wildcard $(addsuffix /libstemmer.h,/usr/include /usr/local/include)),yes)
LIBRARIES := libpcre2-8 libutf8proc
CPPFLAGS_ALL := -D_POSIX_C_SOURCE=200809L -Ifilters/lib $(foreach library,$(FOUND),$(HAVE_$(library))) \
	$(if $(STEMMER),-DHAVE_STEMMER) \
	$(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags-only-I $(LIBRARIES) $(FOUND))) $(CPPFLAGS)
CFLAGS_ALL := -std=c11 $(WARNINGS) $(HARDENING) $(MODE_$(MODE)) $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
LIBS := $(shell $(PKG_CONFIG) --libs $(LIBRARIES) $(FOUND)) $(if $(STEMMER),-lstemmer) -lm

SOURCES := $(sort $(wildcard filters/lib/*/*.c))
FILTERS := $(sort $(patsubst filters/%.c,%,$(wildcard filters/*.c)))
# What the pipelines call and users do not: no filters, and not on PATH.
TOOLS := $(sort $(patsubst filters/tools/%.c,%,$(wildcard filters/tools/*.c)))
UNIT := $(sort $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*.c)))
FUZZ := $(sort $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*_fuzz.c)))
PAGES := $(sort $(wildcard filters/*.[1-9] filters/tools/*.[1-9] pipelines/*.1))
SHIPPED := $(sort $(wildcard dicts/languages/*/*.txt dicts/languages/*/rules.tsv dicts/fields/*.tsv))

OBJECTS := $(SOURCES:filters/lib/%.c=$B/obj/lib/%.o) $B/obj/shipped_files.o
LIBRARY := $B/libcospan.a
PROGRAMS := $(FILTERS:%=$B/libexec/cospan/%)
TOOL_PROGRAMS := $(TOOLS:%=$B/libexec/cospan-tools/%)
UNIT_PROGRAMS := $(UNIT:%=$B/unit/%)
FUZZ_PROGRAMS := $(FUZZ:%=$B/fuzz/%)
MANUALS := $(foreach page,$(PAGES),$B/share/man/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))

.PHONY: FORCE all tests-built fuzz install uninstall dist deb release clean help demo test lint map bench golden soak compile-flags
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAMS) $(TOOL_PROGRAMS) $(MANUALS) $B/bin/cospan

tests-built: all $(UNIT_PROGRAMS) $(FUZZ_PROGRAMS)

help:
	@echo 'make                 build into build/ (MODE=sanitize, coverage, fuzz: into build/MODE)'
	@echo 'make demo            the first minute: builds, runs a pipeline, shows table and chart'
	@echo 'make test            all tests that are quick; make test MODE=sanitize under sanitizers'
	@echo 'make lint            formats, static analysis, shell scripts, pages, floors'
	@echo 'make bench           speed and memory beside public tools, as a table'
	@echo 'make soak            the tests that take long'
	@echo 'make golden          remakes tests/golden from what the filters do now; review the diff'
	@echo 'make dist            build/cospan-VERSION.tar.gz of what is committed, always the same bytes'
	@echo 'make deb             a Debian package in build/'
	@echo 'make release         checks that version, changelog, citation file, tag and packages agree'
	@echo 'make map             every file of the library, with the first sentence of its header'
	@echo 'make fuzz            fuzz targets for clang libFuzzer, in build/fuzz/fuzz'
	@echo 'make install         into PREFIX=$(PREFIX), below DESTDIR; make uninstall takes it away'

# What the objects were made with: a change of compiler or flags makes them again.
$B/flags: FORCE
	@mkdir -p $B
	@echo '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL) $(LIBS)' | cmp -s - $@ || \
		echo '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL) $(LIBS)' > $@
FORCE:

# One short line for each step; V=1 shows the commands.
say = $(if $(V),,@echo '  $(1)  $(patsubst $B/%,%,$@)';)
COMPILE = $(call say,CC  )$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$B/obj/lib/%.o: filters/lib/%.c $B/flags
	@mkdir -p $(@D)
	$(COMPILE)

$B/obj/filters/%.o: filters/%.c $B/flags
	@mkdir -p $(@D)
	$(COMPILE)

$B/obj/tests/%.o: tests/%.c $B/flags
	@mkdir -p $(@D)
	$(COMPILE)

$B/obj/shipped_files.c: filters/lib/base/shipped_files.sh $(SHIPPED)
	@mkdir -p $(@D)
	$(call say,DATA)sh $< $(SHIPPED) > $@

$B/obj/shipped_files.o: $B/obj/shipped_files.c $B/flags
	$(COMPILE)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	$(call say,AR  )$(AR) rcs $@ $^

LINK = $(call say,LINK)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(filter %.o,$^) $(LIBRARY) $(LIBS)

$B/libexec/cospan/%: $B/obj/filters/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(LINK)

$B/libexec/cospan-tools/%: $B/obj/filters/tools/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(LINK)

$B/unit/%: $B/obj/tests/unit/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(LINK)

# A fuzz target runs under libFuzzer in MODE=fuzz and replays files in every other mode.
$B/fuzz/%: $B/obj/tests/fuzz/%.o $(if $(filter fuzz,$(MODE)),,$B/obj/tests/fuzz/replay.o) $(LIBRARY)
	@mkdir -p $(@D)
	$(LINK) $(if $(filter fuzz,$(MODE)),-fsanitize=fuzzer)

$B/bin/cospan: filters/cospan
	@mkdir -p $(@D)
	@install -m 755 $< $@

define manual_rule
$B/share/man/man$(subst .,,$(suffix $(1)))/$(notdir $(1)): $(1)
	@mkdir -p $$(@D)
	@install -m 644 $$< $$@
endef
$(foreach page,$(PAGES),$(eval $(call manual_rule,$(page))))

fuzz:
	$(MAKE) MODE=fuzz tests-built

demo:
	pipelines/demo

test:
	MODE=$(MODE) tests/run

lint:
	tests/lint/run

# For the analysers of tests/lint.
compile-flags:
	@echo '-std=c11 $(CPPFLAGS_ALL)'

bench: all
	tests/bench/run

golden: all
	tests/golden/remake

soak:
	tests/soak

INSTALLED := $(DESTDIR)$(PREFIX)
COMPLETIONS := bash-completion/completions/cospan zsh/site-functions/_cospan fish/vendor_completions.d/cospan.fish
install: all
	install -d $(INSTALLED)/bin $(INSTALLED)/libexec/cospan $(INSTALLED)/libexec/cospan-tools $(INSTALLED)/share/cospan
	install -m 755 $B/bin/cospan $(INSTALLED)/bin/cospan
	install -m 755 $(PROGRAMS) $(INSTALLED)/libexec/cospan
	install -m 755 $(TOOL_PROGRAMS) $(INSTALLED)/libexec/cospan-tools
	for page in $(PAGES); do \
		install -d $(INSTALLED)/share/man/man$${page##*.} && \
		install -m 644 $$page $(INSTALLED)/share/man/man$${page##*.}/ || exit 1; done
	for folder in dicts pipelines; do rm -rf $(INSTALLED)/share/cospan/$$folder && \
		cp -R $$folder $(INSTALLED)/share/cospan/$$folder || exit 1; done
	chmod -R u=rwX,go=rX $(INSTALLED)/share/cospan
	for file in $(COMPLETIONS); do \
		install -d $(INSTALLED)/share/$${file%/*} && \
		filters/cospan --$${file%%[-/]*}-completion > $(INSTALLED)/share/$$file && \
		chmod 644 $(INSTALLED)/share/$$file || exit 1; done

uninstall:
	rm -f $(INSTALLED)/bin/cospan $(addprefix $(INSTALLED)/share/,$(COMPLETIONS))
	rm -rf $(INSTALLED)/libexec/cospan $(INSTALLED)/libexec/cospan-tools $(INSTALLED)/share/cospan
	for page in $(PAGES); do \
		rm -f $(INSTALLED)/share/man/man$${page##*.}/$${page##*/}; done

# The version is in one place.
VERSION := $(shell sed -n 's/.*COSPAN_VERSION "\(.*\)"/\1/p' filters/lib/base/version.h)

# What is committed, and nothing of the place or the time: the same commit gives the same bytes.
dist:
	@mkdir -p build
	git archive --format=tar --prefix=cospan-$(VERSION)/ HEAD > build/cospan-$(VERSION).tar
	gzip -9 -n -f build/cospan-$(VERSION).tar
	@echo build/cospan-$(VERSION).tar.gz

deb:
	$(MAKE) PREFIX=/usr all
	tests/make-deb $(VERSION)

release:
	@tests/release

map:
	@tests/map

clean:
	rm -rf build

-include $(wildcard $B/obj/*.d $B/obj/*/*.d $B/obj/*/*/*.d)
