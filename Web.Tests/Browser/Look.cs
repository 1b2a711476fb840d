using System.Text.RegularExpressions;

namespace Web.Tests.Browser;

/// <summary>Looks at a screen as a person and as a reader would: nothing over the edge, no violation, no word missing.</summary>
internal static partial class Look
{
    /// <param name="visitor">Who has the screen before them.</param>
    /// <param name="screen">Name of the screenshot.</param>
    /// <param name="labels">What speaks English when English is chosen: what of it carries the name of a unit or person is left out.</param>
    public static async Task LookAsync(Visitor visitor, string screen, string labels = "h1,h2,h3,[role=tab],th,legend")
    {
        await visitor.ShootAsync(screen);
        await visitor.CheckAccessAsync(screen);
        await ReadAsync(visitor, screen, labels);
    }

    private static async Task ReadAsync(Visitor visitor, string screen, string labels)
    {
        var text = await visitor.Page.EvaluateAsync<string>("document.body.innerText");
        Assert.False(MissingWord().IsMatch(text), $"{screen}: a word is missing: {MissingWord().Match(text).Value}");
        if (await visitor.Page.EvaluateAsync<string>("document.documentElement.lang") == "en")
        {
            var said = await visitor.Page.EvaluateAsync<string[]>(
                "labels => [...document.querySelectorAll(labels)].filter(it => it.offsetParent).map(it => it.innerText)", labels);
            Assert.True(!said.Any(Chinese().IsMatch), $"{screen}: {string.Join(" | ", said.Where(it => Chinese().IsMatch(it)))}");
        }
    }

    [GeneratedRegex(
        @"(?<![\w-])(poll|room|floor|question|flag|office|ask|rules|terms|act|common|operate|nav|me|branch|minutes|org|tree|enterprise|stats|census|transfer|rights|data|virtual|club|notices)\.[a-z][A-Za-z.]+\b")]
    private static partial Regex MissingWord();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
