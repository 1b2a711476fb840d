using Grains.Rules;

namespace Grains.Tests.Rules;

public sealed class RulebookTests
{
    [Fact]
    public void Every_rule_has_an_id_of_its_own_and_a_sentence_in_both_languages()
    {
        Assert.Equal(Rulebook.All.Count, Rulebook.All.Select(r => r.Rule).Distinct().Count());
        Assert.All(Rulebook.All, rule =>
        {
            Assert.Matches("^[a-z-]+\\.[a-z-]+$", rule.Rule);
            Assert.EndsWith("。", rule.Zh, StringComparison.Ordinal);
            Assert.EndsWith(".", rule.En, StringComparison.Ordinal);
        });
    }
}
