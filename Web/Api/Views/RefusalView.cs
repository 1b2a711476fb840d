using Grains.Rules;

namespace Web.Api.Views;

/// <summary>A refusal on the wire; <paramref name="Fields"/> names the fields where several are wrong.</summary>
public sealed record RefusalView(string Rule, string Zh, string En, IReadOnlyDictionary<string, RuleView>? Fields = null)
{
    public static RefusalView Of(Refusal refusal, IReadOnlyDictionary<string, Refusal>? fields = null) => new(
        refusal.Rule,
        refusal.Zh,
        refusal.En,
        fields?.ToDictionary(static f => f.Key, static f => RuleView.Of(f.Value), StringComparer.Ordinal));
}

/// <summary>A rule with both its sentences.</summary>
public sealed record RuleView(string Rule, string Zh, string En)
{
    public static RuleView Of(Refusal refusal) => new(refusal.Rule, refusal.Zh, refusal.En);
}
