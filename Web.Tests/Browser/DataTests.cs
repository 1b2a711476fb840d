using System.IO.Compression;
using Microsoft.Playwright;
using Web.Exports;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>Rolls in and out, the audit, my data and corrections: at a desk in Chinese, on a phone in English.</summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class DataTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task An_officer_imports_a_workbook_after_mending_what_the_check_found()
    {
        await using var desk = await hub.VisitAsync("data", phone: false);
        await desk.SignInAsync(hub.SignIns[6]);
        await desk.Page.GotoAsync("/org");
        await desk.At("org-import").ClickAsync();
        var root = await RootAsync(desk);
        await desk.At("import-file").SetInputFilesAsync(Workbook(root, "13800000x01"));
        await Expect(desk.At("import-problems")).ToContainTextAsync("党员");
        await desk.At("import-filter").FillAsync("没有这样的问题");
        await Expect(desk.At("import-problems").Locator("tbody tr")).ToHaveCountAsync(0);
        await desk.At("import-filter").FillAsync("");
        await desk.ShootAsync("import-problems");
        await desk.CheckAccessAsync("import-problems");

        await desk.At("import-reset").ClickAsync();
        await desk.At("import-file").SetInputFilesAsync(Workbook(root, "13800000901"));
        await Expect(desk.At("import-clean")).ToContainTextAsync("1");
        await desk.ShootAsync("import-clean");
        await desk.At("import-confirm").ClickAsync();
        await desk.AnswerAsync();
        await Expect(desk.At("import-done")).ToBeVisibleAsync();
        await desk.ShootAsync("import-done");
        var codes = await desk.Page.RunAndWaitForDownloadAsync(() => desk.At("import-codes").ClickAsync());
        Assert.Contains("新党员", await File.ReadAllTextAsync(await codes.PathAsync()), StringComparison.Ordinal);

        await desk.Page.GotoAsync("/org/export");
        await Expect(desk.At("export-node")).ToBeVisibleAsync();
        await desk.ShootAsync("export");
        await desk.CheckAccessAsync("export");
        var file = await desk.Page.RunAndWaitForDownloadAsync(() => desk.At("export-people").ClickAsync());
        Assert.Contains("新党员", await File.ReadAllTextAsync(await file.PathAsync()), StringComparison.Ordinal);

        await desk.Page.GotoAsync("/org/audit");
        await Expect(desk.At("audit-table")).ToContainTextAsync(desk.Says("导出党员名册", "exported a roll"));
        await Expect(desk.At("audit-table")).ToContainTextAsync(desk.Says("导入名册", "imported rolls"));
        await desk.ShootAsync("audit");
        await desk.CheckAccessAsync("audit");
        await desk.At("audit-kind").SelectOptionAsync("import");
        await Expect(desk.At("audit-table")).Not.ToContainTextAsync(desk.Says("导出党员名册", "exported a roll"));

        foreach (var (name, isPhone, language) in new[] { ("data-en-360", true, "en"), ("data-en-1440", false, "en"), ("data-zh-360", true, "zh") })
        {
            await using var other = await hub.VisitAsync(name, isPhone, language == "en" ? "en-GB" : "zh-CN");
            await other.SignInAsync(hub.SignIns[6]);
            foreach (var (path, wait) in new[] { ("import", "import-file"), ("export", "export-node"), ("audit", "audit-table"), ("corrections", "corrections-open") })
            {
                await other.Page.GotoAsync($"/org/{path}");
                await other.At(wait).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
                await other.ShootAsync(path);
                await other.CheckAccessAsync(path);
            }
        }
    }

    [Fact]
    public async Task A_member_takes_the_data_along_and_has_a_mistake_put_right()
    {
        await using var member = await hub.VisitAsync("mine", phone: true, "en-GB");
        await using var officer = await hub.VisitAsync("corrections", phone: false);
        await member.SignInAsync(hub.SignIns[1]);
        await member.Page.GotoAsync("/me");
        await member.At("me-data").ClickAsync();
        var download = await member.Page.RunAndWaitForDownloadAsync(() => member.At("my-data-download").ClickAsync());
        using (var zip = ZipFile.OpenRead(await download.PathAsync()))
        {
            Assert.Equal(["my-data.json", "my-data.xlsx"], zip.Entries.Select(static entry => entry.Name).Order());
        }

        await member.At("correction-new").ClickAsync();
        await member.At("correction-field").SelectOptionAsync("phone");
        await member.At("correction-wanted").FillAsync("13912345678");
        await member.At("correction-reason").FillAsync("I have a new phone");
        await member.ShootAsync("correction-form");
        await member.At("correction-submit").ClickAsync();
        await Expect(member.At("correction-list").Locator("[data-state=open]")).ToHaveCountAsync(1);
        await member.ShootAsync("my-data");
        await member.CheckAccessAsync("my-data");

        await officer.SignInAsync(hub.SignIns[4]);
        await officer.Page.GotoAsync("/org/corrections");
        await Expect(officer.At("corrections-list")).ToContainTextAsync("13912345678");
        await officer.ShootAsync("corrections");
        await officer.CheckAccessAsync("corrections");
        await officer.At("correction-apply").ClickAsync();
        await officer.AnswerAsync();
        await Expect(officer.At("corrections-list")).ToHaveCountAsync(0);
        // The member's page hears of it without being asked.
        await Expect(member.At("correction-list").Locator("[data-state=applied]")).ToHaveCountAsync(1);
        await Expect(member.At("looks")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_branch_shows_its_address_as_a_code_to_scan()
    {
        await using var phone = await hub.VisitAsync("qr", phone: true);
        await phone.SignInAsync(hub.SignIns[1]);
        await phone.Page.GotoAsync("/me");
        await phone.Page.Locator(".page a[href^='/branch/']").First.ClickAsync();
        await phone.At("qr-show").ClickAsync();
        var address = await phone.At("qr").GetAttributeAsync("data-address");
        Assert.Equal(phone.Page.Url, address);
        await phone.ShootAsync("qr");
        await phone.CheckAccessAsync("qr");
    }

    private static async Task<string> RootAsync(Visitor desk)
    {
        var name = await desk.Page.Locator(".page .small strong").First.TextContentAsync();
        Assert.False(string.IsNullOrEmpty(name));
        return name;
    }

    private static FilePayload Workbook(string root, string phone)
    {
        using var stream = new MemoryStream();
        using (var book = new WorkbookWriter(stream, "组织"))
        {
            book.Row(["组织路径", "组织类别", "地区代码", "条线上级"]);
            book.Row([$"{root}/新设党支部", "党支部", "110108", ""]);
            book.Sheet("党员");
            book.Row(["组织路径", "姓名", "类别", "手机", "入党日期", "职务"]);
            book.Row([$"{root}/新设党支部", "新党员", "正式党员", phone, "2016-07-01", "书记"]);
        }

        return new FilePayload { Name = "名册.xlsx", MimeType = "application/octet-stream", Buffer = stream.ToArray() };
    }
}
