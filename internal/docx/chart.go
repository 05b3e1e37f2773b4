package docx

import (
	"fmt"
	"strings"
)

const chartSpace = "http://schemas.openxmlformats.org/drawingml/2006/chart"

// chart is an area chart whose figures are in the part itself.
func chart(name string, labels []string, values []int) string {
	var texts, numbers strings.Builder
	for i, v := range values {
		fmt.Fprintf(&texts, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, escape(labels[i]))
		fmt.Fprintf(&numbers, `<c:pt idx="%d"><c:v>%d</c:v></c:pt>`, i, v)
	}
	every := max(1, len(values)/8) // as many labels as can be read
	return fmt.Sprintf(`<c:chartSpace xmlns:c="%s" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">`+
		`<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:areaChart><c:grouping val="standard"/><c:varyColors val="0"/>`+
		`<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx>`+
		`<c:spPr><a:solidFill><a:srgbClr val="DCEEF0"/></a:solidFill><a:ln w="19050"><a:solidFill><a:srgbClr val="0E7C86"/></a:solidFill></a:ln></c:spPr>`+
		`<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>%s</c:strCache></c:strRef></c:cat>`+
		`<c:val><c:numRef><c:f>Sheet1!$B$2:$B$%d</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="%d"/>%s</c:numCache></c:numRef></c:val></c:ser>`+
		`<c:axId val="1"/><c:axId val="2"/></c:areaChart>`+
		`<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>`+
		`<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>`+
		`<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="%d"/><c:tickMarkSkip val="%d"/><c:noMultiLvlLbl val="1"/></c:catAx>`+
		`<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>`+
		`<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D7DEE4"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`+
		`<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>`+
		`<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="zero"/></c:chart></c:chartSpace>`,
		chartSpace, escape(name), len(values)+1, len(values), texts.String(), len(values)+1, len(values), numbers.String(), every, every)
}
