namespace Grains.Rules;

/// <summary>Who may answer a poll, by category and relation. The names are stored; never rename one.</summary>
public enum Electorate
{
    /// <summary>在场人员: everyone on the roster, the invited included. For informal polls.</summary>
    Everyone,
    /// <summary>党员: the Party's members, wherever their formal relation is.</summary>
    Members,
    /// <summary>有表决权的党员: registered full members only.</summary>
    Voters,
}
