namespace Storage.Queries;

/// <summary>Pages of lists: <see cref="Default"/> rows unless asked otherwise, never more than <see cref="Most"/>.</summary>
public static class Paging
{
    public const int Default = 50;
    public const int Most = 200;

    /// <summary>What a caller asked for, within the limits; null asks for the default.</summary>
    public static int Clamp(int? asked) => Math.Clamp(asked ?? Default, 1, Most);
}
