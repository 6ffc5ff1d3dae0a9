package sheet

// readStrings reads the shared strings. Phonetic guides (rPh) are dropped,
// runs of rich text are joined.
func (x *xlsxReader) readStrings(p *parts, part string) error {
	data, err := p.read(part)
	if err != nil {
		return err
	}
	s, err := newXMLScanner(data)
	for err == nil {
		var k xmlToken
		if k, err = s.next(); err != nil || k == xmlEOF {
			break
		}
		if k == xmlStart && string(s.name) == "si" {
			var t string
			if t, err = richText(s); err == nil {
				x.strings = append(x.strings, t)
				if len(x.strings)%4096 == 0 {
					if stop := x.g.step(0); stop != nil {
						return stop
					}
				}
			}
		}
	}
	if err != nil {
		return damaged(err, "文字部分不完整")
	}
	return nil
}

// richText returns the text of an si or is element that was just started.
func richText(s *xmlScanner) (string, error) {
	out := ""
	for level := 1; level > 0; {
		k, err := s.next()
		if err != nil {
			return "", err
		}
		switch k {
		case xmlStart:
			switch string(s.name) {
			case "t":
				t, err := s.content()
				if err != nil {
					return "", err
				}
				out += t
			case "rPh":
				if err := s.skip(); err != nil {
					return "", err
				}
			default:
				level++
			}
		case xmlEnd:
			level--
		case xmlEOF:
			return "", errXML
		}
	}
	return unescapeX(out), nil
}

// readStyles keeps the number format of each cell style.
func (x *xlsxReader) readStyles(p *parts, part string) error {
	data, err := p.read(part)
	if err != nil {
		return err
	}
	codes := map[int]string{}
	cache := map[int]*numFormat{}
	section := ""
	s, err := newXMLScanner(data)
	for err == nil {
		var k xmlToken
		if k, err = s.next(); err != nil || k == xmlEOF {
			break
		}
		if k == xmlEnd && string(s.name) == section {
			section = ""
		}
		if k != xmlStart {
			continue
		}
		switch name := string(s.name); {
		case name == "numFmts" || name == "cellXfs":
			section = name
		case name == "numFmt" && section == "numFmts":
			code, e := unescapeXML(string(s.attr("formatCode")))
			if e != nil {
				err = e
				break
			}
			codes[atoi(s.attr("numFmtId"))] = code
		case name == "xf" && section == "cellXfs":
			id := atoi(s.attr("numFmtId"))
			f := cache[id]
			if f == nil {
				code, ok := codes[id]
				if !ok {
					code = builtinFormat(id)
				}
				f = parseFormat(code)
				cache[id] = f
			}
			x.formats = append(x.formats, f)
		}
	}
	if err != nil {
		return damaged(err, "格式部分不完整")
	}
	return nil
}
