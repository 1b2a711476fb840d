using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>S7: markup through every place where people write shows as text in a real browser, and runs nowhere.</summary>
[Trait("Category", "Browser")]
public sealed class MarkupTests(DemoHub hub) : IClassFixture<DemoHub>
{
    private const string Broken = "window.broken = 1";

    private static readonly string[] Corpus =
    [
        $"<script>{Broken}</script>",
        $"<img src=x onerror=\"{Broken}\">",
        $"<svg/onload=\"{Broken}\">",
        $"\"><iframe srcdoc=\"<script>parent.{Broken}</script>\">",
        $"<a href=\"javascript:{Broken}\">link</a>",
        $"{{{{constructor.constructor('{Broken}')()}}}}",
        $"<style>@import 'javascript:{Broken}';</style>",
        $"<math><mtext></form><form><mglyph><style></math><img src onerror=\"{Broken}\">",
    ];

    [Fact]
    public async Task S7_markup_wherever_people_write_shows_as_text_and_runs_nowhere()
    {
        var (secretary, phone, english) = await OrderTests.GatherAsync(hub, Corpus[1]);
        await using var _ = secretary;
        await using var __ = phone;
        await using var ___ = english;

        foreach (var hostile in Corpus)
        {
            await secretary.At("console-decide").ClickAsync();
            await secretary.AnswerAsync(hostile);
            await Expect(phone.At("room-log")).ToContainTextAsync(hostile);
        }

        await phone.SayAsync(Corpus[0]);
        await english.SayAsync(Corpus[2]);
        await english.At("room-tab-questions").ClickAsync();
        await english.At("question-text").FillAsync(Corpus[5]);
        await english.At("question-send").ClickAsync();
        await Expect(secretary.At("console-question")).ToContainTextAsync(Corpus[5]);
        await secretary.At("poll-make").ClickAsync();
        await secretary.At("poll-title").FillAsync(Corpus[4]);
        await secretary.At("poll-option-text").Nth(0).FillAsync(Corpus[2]);
        await secretary.At("poll-option-text").Nth(1).FillAsync(Corpus[6][..40]);
        await secretary.At("poll-open-now").ClickAsync();
        await Expect(phone.At("poll-banner")).ToContainTextAsync(Corpus[4]);

        foreach (var visitor in new[] { secretary, phone, english })
        {
            Assert.Contains(Corpus[1], await visitor.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
            Assert.True(await visitor.Page.EvaluateAsync<bool>(
                "window.broken === undefined && !document.querySelector('main img[src=x], main iframe, main script, main svg[onload], main a[href^=javascript]')"));
        }
    }
}
