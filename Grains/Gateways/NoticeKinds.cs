namespace Grains.Gateways;

/// <summary>Kinds of <see cref="Notice"/> about people's rights and files: words of the protocol.</summary>
public static class NoticeKinds
{
    /// <summary>The member's own standing, offices or settings: what the hub believed of them is read anew at once. Id: the member.</summary>
    public const string Me = "me";

    /// <summary>Who holds which post. Id: the node.</summary>
    public const string Offices = "offices";

    /// <summary>Somebody's development. Id: the node.</summary>
    public const string Development = "development";

    /// <summary>People who declared themselves. Id: the node at which they wait.</summary>
    public const string Declarations = "declarations";
}
