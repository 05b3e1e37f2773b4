package docx

// The parts that are the same in every document. Sizes of letters are in half
// points, lengths in twentieths of a point.

const (
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	wordSpace     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml"
)

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordType + `.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordType + `.styles+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="` + wordType + `.fontTable+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordType + `.settings+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordType + `.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>%s</Types>`

const packageRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relationSpace + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const coreProperties = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
	`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:language>%s</dc:language></cp:coreProperties>`

const documentRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relationSpace + `/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relationSpace + `/fontTable" Target="fontTable.xml"/>` +
	`<Relationship Id="rId3" Type="` + relationSpace + `/settings" Target="settings.xml"/>` +
	`<Relationship Id="rId4" Type="` + relationSpace + `/footer" Target="footer1.xml"/>%s</Relationships>`

const documentHead = `<w:document xmlns:w="` + wordSpace + `" xmlns:r="` + relationSpace + `" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="` + chartSpace + `"><w:body>`

// A4 with the margins of an official document: 37, 35, 28 and 26 mm.
const documentTail = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>` +
	`<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1587" w:gutter="0"/></w:sectPr></w:body></w:document>`

const settings = `<w:settings xmlns:w="` + wordSpace + `"><w:characterSpacingControl w:val="compressPunctuation"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

const footer = `<w:ftr xmlns:w="` + wordSpace + `"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
	`<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`

// What an office without a font has in its place.
const fontTable = `<w:fonts xmlns:w="` + wordSpace + `">` +
	`<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋,STZhongsong,SimSun,Noto Serif CJK SC"/><w:charset w:val="86"/><w:family w:val="roman"/></w:font>` +
	`<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,STFangsong,Noto Serif CJK SC"/><w:charset w:val="86"/><w:family w:val="roman"/></w:font>` +
	`<w:font w:name="楷体_GB2312"><w:altName w:val="楷体,KaiTi,STKaiti,Noto Serif CJK SC"/><w:charset w:val="86"/><w:family w:val="roman"/></w:font>` +
	`<w:font w:name="黑体"><w:altName w:val="SimHei,STHeiti,Noto Sans CJK SC"/><w:charset w:val="86"/><w:family w:val="swiss"/></w:font></w:fonts>`

// font is a run in a Chinese font and Times New Roman, in half points.
const (
	song = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="方正小标宋简体"/>`
	fang = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="仿宋_GB2312"/>`
	kai  = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="楷体_GB2312"/>`
	hei  = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="黑体"/>`
)

const styles = `<w:styles xmlns:w="` + wordSpace + `">` +
	`<w:docDefaults><w:rPrDefault><w:rPr>` + fang + `<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="%s" w:eastAsia="%s"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/></w:pPr></w:style>` +
	`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:next w:val="Normal"/><w:pPr><w:spacing w:before="240" w:after="120" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr><w:rPr>` + song + `<w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:next w:val="Normal"/><w:pPr><w:spacing w:after="60" w:line="480" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr><w:rPr>` + kai + `<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>` + hei + `</w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr>` + kai + `</w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Cell"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="300" w:lineRule="atLeast"/></w:pPr><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="CellHead"><w:name w:val="Cell head"/><w:basedOn w:val="Cell"/><w:pPr><w:keepNext/></w:pPr><w:rPr>` + hei + `</w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="300" w:lineRule="atLeast"/></w:pPr><w:rPr>` + kai + `<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>` +
	`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tblBorders></w:tblPr></w:style>` +
	`</w:styles>`
