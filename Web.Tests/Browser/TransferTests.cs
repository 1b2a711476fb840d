using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>
/// A member on a phone transfers in two taps and photographs a paper; the source's secretary and committee at desks and
/// the target's secretary on a phone in English take it on, all live. Then a card, the pocket list and a whole unit.
/// </summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class TransferTests(DemoHub hub) : IClassFixture<DemoHub>
{
    private static readonly string Picture =
        Path.Combine(DemoHub.Screenshots, "..", "..", "Web", "ClientApp", "public", "icons", "hub-192.png");

    [Fact]
    public async Task A_relation_moves_from_the_phone_to_both_receipts_while_three_people_watch()
    {
        await using var member = await hub.VisitAsync("transfer-member", phone: true);
        await using var source = await hub.VisitAsync("transfer-source", phone: false);
        await using var committee = await hub.VisitAsync("transfer-committee", phone: false);
        await using var target = await hub.VisitAsync("transfer-target", phone: true, "en-GB");
        await member.SignInAsync(hub.SignIns[1]);
        await source.SignInAsync(hub.SignIns[4]);
        await committee.SignInAsync(hub.SignIns[0]);
        await target.SignInAsync(hub.SignIns[7]);
        await source.Page.GotoAsync("/org");
        await source.At("org-transfer").ClickAsync();
        await source.Page.GetByText(source.Says("没有等待办理的转接", "No transfer is waiting")).WaitForAsync();
        await source.ShootAsync("transfer-desk-empty");
        await target.Page.GotoAsync("/org/transfers");
        await target.Page.GetByText(target.Says("没有等待办理的转接", "No transfer is waiting")).WaitForAsync();
        await target.ShootAsync("transfer-desk-empty");

        var id = await ApplyAsync(member, (await TargetNameAsync(target)).Trim());
        await AgreeAsync(source, member);
        await committee.Page.GotoAsync("/transfer/" + id);
        await committee.At("transfer-advance").ClickAsync();
        await committee.ShootAsync("transfer-issue");
        await committee.CheckAccessAsync("transfer-issue");
        await committee.At("advance-confirm").ClickAsync();
        await Expect(member.At("transfer-state").First).ToHaveAttributeAsync("data-state", "targetCommitteeReceived");
        await AcceptAsync(target, member, source);
    }

    [Theory]
    [InlineData("zh", true)]
    [InlineData("en", false)]
    public async Task What_was_begun_and_not_sent_is_found_again_and_continued_or_discarded(string language, bool phone)
    {
        await using var member = await hub.VisitAsync($"draft-{language}", phone, language == "en" ? "en-GB" : "zh-CN");
        await member.SignInAsync(hub.SignIns[3]);
        await member.Page.GotoAsync("/transfer/new");
        await member.At("target").First.ClickAsync();
        await member.At("transfer-keep").ClickAsync();
        await member.At("transfer-draft").WaitForAsync();
        await Expect(member.At("transfer-start")).ToHaveCountAsync(0);
        await Look.LookAsync(member, "transfer-draft");

        await member.Page.ReloadAsync();
        await member.At("draft-continue").ClickAsync();
        await member.At("transfer-send").WaitForAsync();
        await Look.LookAsync(member, "transfer-draft-case", "h2,legend,.button");
        await member.Page.GoBackAsync();
        await member.At("draft-discard").ClickAsync();
        await member.At("ask-confirm").ClickAsync();
        await member.At("transfer-start").WaitForAsync();
        await Expect(member.At("transfer-draft")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_letter_in_a_pocket_a_card_and_a_whole_unit_have_their_screens()
    {
        await using var member = await hub.VisitAsync("transfer-guest", phone: true, "en-GB");
        await using var secretary = await hub.VisitAsync("transfer-secretary", phone: false);
        await using var root = await hub.VisitAsync("transfer-root", phone: false);
        await member.SignInAsync(hub.SignIns[5]);
        await secretary.SignInAsync(hub.SignIns[4]);
        await root.SignInAsync(hub.SignIns[6]);

        await member.Page.GotoAsync("/transfer");
        await member.At("card-start").ClickAsync();
        await member.At("target").First.WaitForAsync();
        await member.ShootAsync("card-ask");
        await member.CheckAccessAsync("card-ask");
        await member.At("target").First.ClickAsync();
        await member.At("card-confirm").ClickAsync();
        await Expect(member.At("card-state")).ToHaveAttributeAsync("data-state", "requested");
        await secretary.Page.GotoAsync("/org/cards");
        await secretary.At("card-row").First.ClickAsync();
        await secretary.At("card-give").ClickAsync();
        await Expect(member.At("card-state")).ToHaveAttributeAsync("data-state", "running");
        await member.ShootAsync("card");
        await member.CheckAccessAsync("card");
        await secretary.ShootAsync("card");
        await secretary.CheckAccessAsync("card");

        await root.Page.GotoAsync("/org/pocket");
        await root.At("pocket-neverStarted").WaitForAsync();
        await root.Page.GetByRole(AriaRole.Img).First.WaitForAsync();
        await root.ShootAsync("pocket");
        await root.CheckAccessAsync("pocket");

        await root.Page.GotoAsync("/org/unit-transfer");
        await root.At("target-search").FillAsync("财务");
        await root.At("target").Filter(new LocatorFilterOptions { HasText = "财务" }).First.ClickAsync();
        await root.At("target-search").FillAsync("审计");
        await root.At("target").Filter(new LocatorFilterOptions { HasText = "审计" }).First.ClickAsync();
        await root.At("unit-preview").WaitForAsync();
        await root.ShootAsync("unit");
        await root.CheckAccessAsync("unit");
        await root.At("unit-confirm").ClickAsync();
        await root.Page.WaitForURLAsync(url => url.Contains("/t-", StringComparison.Ordinal));
        await Expect(root.At("transfer-state").First).ToHaveAttributeAsync("data-state", "targetCommitteeReceived");
        await root.ShootAsync("unit-case");
        await root.CheckAccessAsync("unit-case");
    }

    private static async Task<string> TargetNameAsync(Visitor target)
    {
        await target.Page.GotoAsync("/me");
        var name = await target.Page.Locator("dd.path a").TextContentAsync();
        await target.Page.GotoAsync("/org/transfers");
        return name ?? "";
    }

    private static async Task<string> ApplyAsync(Visitor member, string target)
    {
        await member.Page.GotoAsync("/me");
        await member.At("me-transfer").ClickAsync();
        await member.At("transfer-start").WaitForAsync();
        await member.ShootAsync("transfer-own");
        await member.CheckAccessAsync("transfer-own");
        await member.At("transfer-start").ClickAsync();
        await member.At("target").First.WaitForAsync();
        await member.ShootAsync("transfer-start");
        await member.CheckAccessAsync("transfer-start");
        // Two taps: the branch, and yes.
        await member.At("target").Filter(new LocatorFilterOptions { HasText = target }).First.ClickAsync();
        await member.At("transfer-confirm").WaitForAsync();
        await member.ShootAsync("transfer-confirm");
        await member.CheckAccessAsync("transfer-confirm");
        await member.At("transfer-confirm").ClickAsync();
        await member.At("transfer-progress").WaitForAsync();
        await member.At("paper-file-duesProof").SetInputFilesAsync(Picture);
        await Expect(member.At("paper-duesProof")).ToHaveAttributeAsync("data-state", "waiting");
        await member.ShootAsync("transfer-case");
        await member.CheckAccessAsync("transfer-case");
        return new Uri(member.Page.Url).Segments[^1];
    }

    private static async Task AgreeAsync(Visitor source, Visitor member)
    {
        await source.At("transfer-row").First.WaitForAsync();
        await source.ShootAsync("transfer-desk");
        await source.CheckAccessAsync("transfer-desk");
        await source.At("transfer-row").First.ClickAsync();
        await source.At("paper-accept-duesProof").ClickAsync();
        await Expect(member.At("paper-duesProof")).ToHaveAttributeAsync("data-state", "accepted");
        await source.ShootAsync("transfer-case");
        await source.CheckAccessAsync("transfer-case");
        await source.At("transfer-advance").ClickAsync();
        await source.At("advance-confirm").ClickAsync();
        await Expect(member.At("transfer-state").First).ToHaveAttributeAsync("data-state", "sourceBranchOk");
    }

    private static async Task AcceptAsync(Visitor target, Visitor member, Visitor source)
    {
        await target.At("transfer-row").First.WaitForAsync();
        await target.ShootAsync("transfer-desk");
        await target.CheckAccessAsync("transfer-desk");
        await target.At("transfer-row").First.ClickAsync();
        await target.At("transfer-advance").WaitForAsync();
        await target.ShootAsync("transfer-case");
        await target.CheckAccessAsync("transfer-case");
        await target.At("transfer-advance").ClickAsync();
        await target.ShootAsync("transfer-accept");
        await target.At("advance-confirm").ClickAsync();
        // The clock files within seconds, and both receipts come in.
        foreach (var visitor in new[] { member, source, target })
        {
            await Expect(visitor.At("transfer-state").First).ToHaveAttributeAsync("data-state", "filed", new LocatorAssertionsToHaveAttributeOptions { Timeout = 30_000 });
        }

        await member.At("transfer-filings").WaitForAsync();
        await member.ShootAsync("transfer-filed");
        await member.CheckAccessAsync("transfer-filed");
        await source.ShootAsync("transfer-filed");
        await member.Page.GotoAsync("/transfer");
        await member.At("transfer-row").First.WaitForAsync();
        await member.ShootAsync("transfer-moved");
    }
}
