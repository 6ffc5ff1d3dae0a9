package sheet

import (
	"bytes"
	"errors"
)

// xmlScanner reads the XML of a worksheet in place. encoding/xml spends half a
// second on a sheet of 10,000 × 20 in tokens alone; sheets use so little of XML
// that a scanner over the bytes does it in a twentieth. It refuses document
// types (and with them entities), and, unlike lenient readers, an XML that
// ends before its root does: half a sheet must not pass for a whole one.
type xmlScanner struct {
	b     []byte
	pos   int
	depth int
	empty bool // the last start tag closed itself; its end is still to be told

	kind  xmlToken
	name  []byte // local name, of a start or end
	attrs []byte // of a start
	text  []byte // of a text: still escaped, unless raw
	raw   bool   // text is CDATA
}

type xmlToken int

const (
	xmlEOF xmlToken = iota
	xmlStart
	xmlEnd
	xmlText
)

var errXML = errors.New("malformed XML")

func newXMLScanner(b []byte) (*xmlScanner, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if len(b) > 1 && (b[0] == 0xff || b[0] == 0xfe || b[0] == 0 || b[1] == 0) {
		return nil, errors.New("XML is not in UTF-8")
	}
	return &xmlScanner{b: b}, nil
}

// next moves to the next token.
func (s *xmlScanner) next() (xmlToken, error) {
	if s.empty {
		s.empty = false
		s.depth--
		s.kind = xmlEnd
		return s.kind, nil
	}
	for {
		if s.pos >= len(s.b) {
			if s.depth != 0 {
				return xmlEOF, errors.New("XML ends too early")
			}
			s.kind = xmlEOF
			return xmlEOF, nil
		}
		if s.b[s.pos] != '<' {
			end := bytes.IndexByte(s.b[s.pos:], '<')
			if end < 0 {
				end = len(s.b) - s.pos
			}
			s.text, s.raw = s.b[s.pos:s.pos+end], false
			s.pos += end
			s.kind = xmlText
			return s.kind, nil
		}
		rest := s.b[s.pos:]
		switch {
		case len(rest) < 2:
			return xmlEOF, errXML
		case rest[1] == '?':
			if err := s.skipTo("?>"); err != nil {
				return xmlEOF, err
			}
		case rest[1] == '!':
			if bytes.HasPrefix(rest, []byte("<![CDATA[")) {
				start := s.pos + len("<![CDATA[")
				if err := s.skipTo("]]>"); err != nil {
					return xmlEOF, err
				}
				s.text, s.raw = s.b[start:s.pos-3], true
				s.kind = xmlText
				return s.kind, nil
			}
			if !bytes.HasPrefix(rest, []byte("<!--")) {
				return xmlEOF, errors.New("document type in XML")
			}
			if err := s.skipTo("-->"); err != nil {
				return xmlEOF, err
			}
		case rest[1] == '/':
			end := bytes.IndexByte(rest, '>')
			if end < 0 {
				return xmlEOF, errXML
			}
			s.name = localName(bytes.TrimSpace(rest[2:end]))
			s.pos += end + 1
			if s.depth--; s.depth < 0 {
				return xmlEOF, errXML
			}
			s.kind = xmlEnd
			return s.kind, nil
		default:
			return s.start(rest)
		}
	}
}

func (s *xmlScanner) skipTo(mark string) error {
	i := bytes.Index(s.b[s.pos:], []byte(mark))
	if i < 0 {
		return errXML
	}
	s.pos += i + len(mark)
	return nil
}

// start reads a start tag; a > may stand inside an attribute's quotes.
func (s *xmlScanner) start(rest []byte) (xmlToken, error) {
	i := 1
	for i < len(rest) && rest[i] != '>' && rest[i] != '/' && rest[i] > ' ' {
		i++
	}
	if i == 1 || i >= len(rest) {
		return xmlEOF, errXML
	}
	s.name = localName(rest[1:i])
	from := i
	for i < len(rest) && rest[i] != '>' {
		if q := rest[i]; q == '"' || q == '\'' {
			end := bytes.IndexByte(rest[i+1:], q)
			if end < 0 {
				return xmlEOF, errXML
			}
			i += end + 1
		}
		i++
	}
	if i >= len(rest) {
		return xmlEOF, errXML
	}
	s.attrs = rest[from:i]
	if s.empty = rest[i-1] == '/'; s.empty {
		s.attrs = rest[from : i-1]
	}
	s.pos += i + 1
	s.depth++
	s.kind = xmlStart
	return s.kind, nil
}

func localName(b []byte) []byte {
	if i := bytes.LastIndexByte(b, ':'); i >= 0 {
		return b[i+1:]
	}
	return b
}

// attr returns the value of an unprefixed attribute of the last start, still escaped.
func (s *xmlScanner) attr(name string) []byte {
	b := s.attrs
	for {
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimSpace(b[:eq])
		b = bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return b[1 : 1+end]
		}
		b = b[end+2:]
	}
}

// skip moves past the end of the element that was just started.
func (s *xmlScanner) skip() error {
	for level := 1; level > 0; {
		switch k, err := s.next(); {
		case err != nil:
			return err
		case k == xmlStart:
			level++
		case k == xmlEnd:
			level--
		case k == xmlEOF:
			return errXML
		}
	}
	return nil
}

// content returns the characters inside the element that was just started;
// elements within are skipped.
func (s *xmlScanner) content() (string, error) {
	out, first := "", true
	for {
		k, err := s.next()
		if err != nil {
			return "", err
		}
		switch k {
		case xmlText:
			t := string(s.text)
			if !s.raw {
				if t, err = unescapeXML(t); err != nil {
					return "", err
				}
			}
			if first {
				out, first = t, false
			} else {
				out += t
			}
		case xmlStart:
			if err := s.skip(); err != nil {
				return "", err
			}
		case xmlEnd:
			return out, nil
		case xmlEOF:
			return "", errXML
		}
	}
}
