namespace Grains.Clubs;

/// <summary>Reads links of clubs for decisions. Throws where the database is away.</summary>
public interface IClubStore
{
    /// <summary>Whether a running club of that id exists.</summary>
    Task<bool> IsClub(string club, CancellationToken cancellation);

    Task<bool> IsLinked(string club, string branch, CancellationToken cancellation);

    /// <summary>Branches that have taken the club on.</summary>
    Task<int> Branches(string club, CancellationToken cancellation);

    /// <summary>Whether somebody of the club has the formal relation in the subtree at <paramref name="path"/>.</summary>
    Task<bool> HasMemberOf(string club, string path, CancellationToken cancellation);
}
