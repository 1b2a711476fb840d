using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>
/// An officer founds, renames, moves and merges branches and reads what happened, at a desk and on a phone, in both
/// languages; registers an enterprise, declares its members and founds the branch that the rules suggest.
/// </summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class OrganisationTests(DemoHub hub) : IClassFixture<DemoHub>
{
    private const string Headquarters = "总部机关党委";

    [Fact]
    public async Task A_branch_is_founded_renamed_moved_and_merged_and_its_history_is_there()
    {
        await using var desk = await hub.VisitAsync("tree-desk", phone: false);
        await using var phone = await hub.VisitAsync("tree-phone", phone: true, "en-GB");
        await desk.SignInAsync(hub.SignIns[6]);
        await phone.SignInAsync(hub.SignIns[6]);
        await Play(desk, "创新");
        await Play(phone, "开拓");

        await using var deskEnglish = await hub.VisitAsync("tree-desk-en", phone: false, "en-GB");
        await using var phoneChinese = await hub.VisitAsync("tree-phone-zh", phone: true);
        var path = new Uri(desk.Page.Url).AbsolutePath;
        foreach (var visitor in new[] { deskEnglish, phoneChinese })
        {
            await visitor.SignInAsync(hub.SignIns[6]);
            await visitor.Page.GotoAsync(path);
            await visitor.At("node-history").WaitForAsync();
            await visitor.ShootAsync("tree-node");
            await visitor.CheckAccessAsync("tree-node");
        }

        // A secretary below sees the own part of the tree, and no change of it reaches above.
        await using var below = await hub.VisitAsync("tree-below", phone: false);
        await below.SignInAsync(hub.SignIns[4]);
        await below.Page.GotoAsync("/org/tree");
        await Expect(below.At("tree-node")).ToHaveCountAsync(1);
        await below.At("tree-node").ClickAsync();
        await Expect(below.At("node-found")).ToBeVisibleAsync();
        await Expect(below.At("node-move")).ToHaveCountAsync(0);
        await below.Page.GotoAsync(path);
        await Expect(below.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(below.Says("没有找到", "not there"));
    }

    [Fact]
    public async Task An_enterprise_is_registered_and_its_branch_founded_as_the_rules_suggest()
    {
        await using var desk = await hub.VisitAsync("enterprise-desk", phone: false);
        await using var phone = await hub.VisitAsync("enterprise-phone", phone: true, "en-GB");
        await desk.SignInAsync(hub.SignIns[6]);
        await phone.SignInAsync(hub.SignIns[6]);
        await desk.Page.GotoAsync("/org/enterprises");
        // The demo has some already.
        await Expect(desk.At("enterprise-row")).ToHaveCountAsync(7);
        await desk.ShootAsync("enterprises-before");
        await Register(desk, "青禾科技", 3);
        await Expect(desk.At("suggestion")).ToHaveAttributeAsync("data-advice", "ownBranch");
        await desk.ShootAsync("enterprise");
        await desk.CheckAccessAsync("enterprise");
        await desk.At("suggestion-act").ClickAsync();
        await desk.At("suggestion-name").WaitForAsync();
        await desk.ShootAsync("enterprise-found");
        await desk.At("suggestion-confirm").ClickAsync();
        await desk.At("enterprise-told").WaitForAsync();
        await Expect(desk.At("enterprise-cover")).ToHaveTextAsync(desk.Says("单独组建", "Own organisation"));
        await desk.ShootAsync("enterprise-founded");
        await desk.CheckAccessAsync("enterprise-founded");

        await Register(phone, "小满工作室", 1);
        await Expect(phone.At("suggestion")).ToHaveAttributeAsync("data-rule", "unit.regional");
        await phone.ShootAsync("enterprise");
        await phone.CheckAccessAsync("enterprise");

        // The head of an enterprise without a branch takes the seat; a number that does not fit the name takes none.
        await phone.At("seat-grant").ClickAsync();
        await phone.At("person-name").FillAsync("查无此人");
        await phone.At("person-number").FillAsync(hub.SignIns[1].Number);
        await phone.At("person-submit").ClickAsync();
        await Expect(phone.At("refusal")).ToHaveAttributeAsync("data-rule", "enterprise.member");
        await phone.At("person-name").FillAsync(await NameOf(hub.SignIns[1]));
        await phone.At("person-submit").ClickAsync();
        await phone.At("seat-end").WaitForAsync();
        await phone.ShootAsync("enterprise-seat");
        await phone.At("enterprise-amend").ClickAsync();
        await phone.At("enterprise-name").FillAsync("大满工作室");
        await phone.At("enterprise-submit").ClickAsync();
        await Expect(phone.At("enterprise-title")).ToHaveTextAsync("大满工作室");
        await phone.At("enterprise-end").ClickAsync();
        await phone.At("end-submit").WaitForAsync();
        await phone.ShootAsync("enterprise-end");
        await phone.At("end-submit").ClickAsync();
        await Expect(phone.At("enterprise-history").Locator("li")).ToHaveCountAsync(5);
        await phone.Page.GotoAsync("/org/enterprises");
        await Expect(phone.At("enterprise-row")).ToHaveCountAsync(9);
        await phone.ShootAsync("enterprises");
        await phone.CheckAccessAsync("enterprises");
        await desk.Page.GotoAsync("/org/enterprises");
        await desk.At("enterprise-row").First.WaitForAsync();
        await desk.ShootAsync("enterprises");
        await desk.CheckAccessAsync("enterprises");
    }

    private static async Task Play(Visitor visitor, string name)
    {
        var (first, second) = ($"{name}一党支部", $"{name}二党支部");
        await visitor.Page.GotoAsync("/org");
        await visitor.At("org-tree").ClickAsync();
        await visitor.At("tree-node").Nth(3).WaitForAsync();
        await visitor.ShootAsync("tree");
        await visitor.CheckAccessAsync("tree");
        await visitor.At("tree-node").First.ClickAsync();
        await Found(visitor, $"{name}旧名党支部");
        await visitor.At("node-rename").ClickAsync();
        await visitor.At("form-name").FillAsync(first);
        await visitor.At("form-submit").ClickAsync();
        await Expect(visitor.At("tree-name")).ToHaveTextAsync(first);

        await visitor.At("node-move").ClickAsync();
        await Pick(visitor, Headquarters);
        await Expect(visitor.At("form-preview")).ToContainTextAsync("1");
        await visitor.ShootAsync("tree-move");
        await visitor.CheckAccessAsync("tree-move");
        await visitor.At("form-submit").ClickAsync();
        await Expect(visitor.At("tree-crumbs")).ToContainTextAsync(Headquarters);

        await visitor.At("tree-crumbs").GetByText(Headquarters).ClickAsync();
        await Expect(visitor.At("tree-name")).ToHaveTextAsync(Headquarters);
        await Found(visitor, second);
        await visitor.At("node-merge").ClickAsync();
        await Pick(visitor, first);
        await visitor.At("form-submit").ClickAsync();
        await Expect(visitor.At("tree-name")).ToHaveTextAsync(first);
        string[] told = [visitor.Says("并入", "merged in"), visitor.Says("移到", "Moved from"), visitor.Says("原名", "Renamed"), visitor.Says("成立", "Founded")];
        for (var line = 0; line < told.Length; line++)
        {
            await Expect(visitor.At("node-history").Locator("li").Nth(line)).ToContainTextAsync(told[line]);
        }

        await visitor.At("past-show").ClickAsync();
        await Expect(visitor.At("past-show")).ToBeEnabledAsync();
        await visitor.ShootAsync("tree-node");
        await visitor.CheckAccessAsync("tree-node");
    }

    private static async Task Found(Visitor visitor, string name)
    {
        await visitor.At("node-found").ClickAsync();
        await visitor.At("form-name").FillAsync(name);
        await visitor.ShootAsync("tree-found");
        await visitor.At("form-submit").ClickAsync();
        await Expect(visitor.At("tree-name")).ToHaveTextAsync(name);
    }

    private static async Task Pick(Visitor visitor, string name)
    {
        await visitor.At("pick-search").FillAsync(name);
        await visitor.At("pick-hit").Filter(new LocatorFilterOptions { HasText = name }).First.ClickAsync();
    }

    private static async Task Register(Visitor visitor, string name, int members)
    {
        await visitor.Page.GotoAsync("/org/enterprises");
        await visitor.At("enterprise-register").ClickAsync();
        await visitor.At("enterprise-name").FillAsync(name);
        await visitor.At("enterprise-region").FillAsync("高新区");
        await Pick(visitor, "区域党委");
        await visitor.ShootAsync("enterprise-register");
        await visitor.CheckAccessAsync("enterprise-register");
        await visitor.At("enterprise-submit").ClickAsync();
        await Expect(visitor.At("enterprise-title")).ToHaveTextAsync(name);
        await visitor.At("declare-open").ClickAsync();
        for (var member = 1; member <= members; member++)
        {
            await visitor.At("person-name").FillAsync($"{name}{member}号");
            await visitor.At("person-submit").ClickAsync();
            await Expect(visitor.At("declared-list").Locator("li")).ToHaveCountAsync(member);
        }

        await visitor.At("person-cancel").ClickAsync();
    }

    private async Task<string> NameOf((string Number, string Password) person)
    {
        await using var visitor = await hub.VisitAsync("enterprise-holder", phone: true);
        await visitor.SignInAsync(person);
        return (await visitor.Page.EvaluateAsync<string>("fetch('/api/me').then(r => r.json()).then(me => me.name)"))!;
    }
}
