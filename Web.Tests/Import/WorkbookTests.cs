using System.IO.Compression;
using System.Text;
using Grains.Organisation;
using Web.Exports;
using Web.Import;

namespace Web.Tests.Import;

/// <summary>Workbooks as office software writes them, read into the same records as text.</summary>
public sealed class WorkbookTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public void Shared_texts_numbers_days_gaps_and_formulas_are_read_as_the_sheet_shows_them()
    {
        const string sheet = """
            <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" s="1"><v>42552</v></c><c r="D2"><v>1.3800000001E10</v></c></row>
            <row r="7"><c r="B7" t="inlineStr"><is><t>内联</t></is></c><c r="C7" t="str"><f>A1</f><v>算得</v></c><c r="D7"><v>1101082016070000041</v></c><c r="E7" t="b"><v>1</v></c></row>
            """;
        using var stream = Workbook(sheet, "<si><t>无</t></si><si><r><t>王</t></r><r><t>芳</t></r><rPh sb=\"0\" eb=\"1\"><t>wang</t></rPh></si>");
        using var file = RosterFile.Open(stream);

        var table = Assert.Single(file.Tables);
        Assert.Equal(("XLSX", "党员"), (file.Form, table.Sheet));
        var rows = table.Rows.ToList();
        Assert.Equal([2, 7], rows.Select(static row => row.Line));
        Assert.Equal(["王芳", "", "2016-07-01", "13800000001"], rows[0].Cells);
        Assert.Equal(["", "内联", "算得", "1.10108E+18", "1"], rows[1].Cells);
        Assert.Equal(rows.Select(static row => row.Line), table.Rows.Select(static row => row.Line));
    }

    [Fact]
    public void A_sheet_of_organisations_and_one_of_people_are_one_file_in_any_order()
    {
        using var stream = new MemoryStream();
        using (var book = new WorkbookWriter(stream, "党员"))
        {
            book.Row(["组织路径", "姓名", "类别", "入党日期"]);
            book.Row(["示例党委/车库咖啡", "王芳", "正式党员", "2016-07-01"]);
            book.Sheet("说明");
            book.Row(["请先填写组织"]);
            book.Sheet("组织");
            book.Row(["组织路径", "组织类别", "地区代码", "条线上级"]);
            book.Row(["示例党委", "党委", "110108", ""]);
            book.Row(["示例党委/车库咖啡", "党支部", "110108", "示例党委/互联网党委"]);
            book.Row(["示例党委/互联网党委", "党委", "", ""]);
        }

        stream.Position = 0;
        using var file = RosterFile.Open(stream);
        var verdict = Check(file);

        Assert.Empty(verdict.Problems);
        var nodes = verdict.Plan!.Nodes.ToDictionary(static node => node.Name);
        Assert.Equal((NodeKind.Branch, "110108", nodes["互联网党委"].Id), (nodes["车库咖啡"].Kind, nodes["车库咖啡"].Region, nodes["车库咖啡"].Sector));
        Assert.Equal(nodes["车库咖啡"].Id, Assert.Single(verdict.Plan.Members).Node);
    }

    [Fact]
    public void Every_problem_names_its_sheet_and_line()
    {
        using var stream = new MemoryStream();
        using (var book = new WorkbookWriter(stream, "组织"))
        {
            book.Row(["组织路径", "组织类别", "地区代码", "条线上级"]);
            book.Row(["示例党委", "党委", "1101", ""]);
            book.Row(["示例党委/一支部", "党支部", "", "示例党委/没有的党委"]);
            book.Row(["示例党委/一支部", "党支部", "", ""]);
            book.Row(["示例党委/二支部", "怪", "", ""]);
            book.Row(["示例党委/三支部", "党支部", "", "示例党委/三支部"]);
            book.Sheet("党员");
            book.Row(["组织路径", "姓名", "类别", "手机"]);
            book.Row(["示例党委/一支部", "王芳", "正式党员", "1"]);
        }

        stream.Position = 0;
        using var file = RosterFile.Open(stream);
        var problems = Check(file).Problems;

        Assert.Equal(
            [
                ("组织", 2, "region"), ("组织", 3, "sector-unknown"), ("组织", 4, "node-twice"), ("组织", 5, "word"), ("组织", 6, "sector-self"),
                ("党员", 2, "phone"), ("党员", 2, "blank"),
            ],
            problems.Select(static problem => (problem.Sheet, problem.Line, problem.Kind)));
        Assert.Equal("工作表“党员”第 2 行：电话号码格式不对", problems[5].Sentence(chinese: true));
        Assert.Equal("sheet 组织, line 4: this organisation is listed on line 3 already", problems[2].Sentence(chinese: false));
    }

    [Fact]
    public void Outside_of_an_officers_subtree_nothing_is_imported()
    {
        NodeRow[] there =
        [
            new("b-r", null, NodeKind.Committee, "示例党委", "/b-r/"), new("b-1", "b-r", NodeKind.Committee, "一党委", "/b-r/b-1/"),
        ];
        const string text = "组织路径,姓名,类别,入党日期,职务\n"
            + "示例党委/一党委/甲支部,王芳,正式党员,2016-07-01,书记\n"
            + "示例党委/乙支部,李雷,正式党员,2016-07-01,\n"
            + "示例党委/一党委/甲支部,韩梅,正式党员,2016-07-01,示例党委书记\n";
        var verdict = RosterCheck.Run(text, RosterBook.Empty with { Nodes = there }, Options() with { Scope = ["/b-r/b-1/"] });

        Assert.Equal([(3, "path-scope"), (4, "path-scope")], verdict.Problems.Select(static problem => (problem.Line, problem.Kind)));
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and then nothing")]
    [InlineData("PK\u0003\u0004")]
    public void What_only_looks_like_a_workbook_is_refused(string content)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(content));
        Assert.Throws<FormatException>(() => RosterFile.Open(stream));
    }

    [Fact]
    public void A_document_type_in_a_sheet_is_not_read()
    {
        using var stream = Workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "<si><t>x</t></si>", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>");
        Assert.Throws<FormatException>(() => RosterFile.Open(stream).Tables[0].Rows.ToList());
    }

    private static RosterVerdict Check(RosterFile file) => RosterCheck.Run(file.Tables, RosterBook.Empty, Options());

    private static RosterOptions Options()
    {
        var id = 0;
        return new RosterOptions(110_108, new DateOnly(2026, 7, 1), () => $"b-{++id}", () => $"m-{++id}");
    }

    private static MemoryStream Workbook(string rows, string shared, string before = "")
    {
        const string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        const string package = "http://schemas.openxmlformats.org/package/2006";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"{types}.sheet.main+xml\"/><Override PartName=\"/s.xml\" ContentType=\"{types}.worksheet+xml\"/><Override PartName=\"/t.xml\" ContentType=\"{types}.sharedStrings+xml\"/><Override PartName=\"/y.xml\" ContentType=\"{types}.styles+xml\"/></Types>");
            Add("_rels/.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"w.xml\"/></Relationships>");
            Add("w.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"党员\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"藏\" sheetId=\"2\" state=\"hidden\" r:id=\"r1\"/></sheets></workbook>");
            Add("_rels/w.xml.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"{office}/sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"r3\" Type=\"{office}/styles\" Target=\"y.xml\"/></Relationships>");
            Add("y.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>");
            Add("t.xml", $"{before}<sst xmlns=\"{Main}\">{shared}</sst>");
            Add("s.xml", $"{before}<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");

            void Add(string name, string xml)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(head + xml);
            }
        }

        stream.Position = 0;
        return stream;
    }
}
