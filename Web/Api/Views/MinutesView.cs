using Grains.Gatherings;

namespace Web.Api.Views;

/// <summary>All versions of a gathering's minutes, newest first.</summary>
public sealed record MinutesListView(MinutesView[] Versions);

/// <summary>One version of the minutes; unsigned while <paramref name="SignedBy"/> is absent.</summary>
public sealed record MinutesView(
    int Version,
    long At,
    CountsView Counts,
    long OpenedAt,
    long ClosedAt,
    int Messages,
    int Speakers,
    string[] Decisions,
    TopPostView[] TopPosts,
    string Remarks,
    string? SignedBy,
    long? SignedAt,
    string? Reason)
{
    public static MinutesView Of(MinutesVersion version) => new(
        version.Version,
        version.At.ToUnixTimeMilliseconds(),
        CountsView.Of(version.Body.Counts),
        version.Body.OpenedAt.ToUnixTimeMilliseconds(),
        version.Body.ClosedAt.ToUnixTimeMilliseconds(),
        version.Body.Messages,
        version.Body.Speakers,
        version.Body.Decisions,
        [.. version.Body.TopPosts.Select(static post => new TopPostView(post.Seq, post.AuthorName, post.Text, post.Weight))],
        version.Body.Remarks,
        version.SignedByName,
        version.SignedAt?.ToUnixTimeMilliseconds(),
        version.Reason);
}

/// <summary>A post that drew most reactions and replies.</summary>
public sealed record TopPostView(long Seq, string Author, string Text, int Weight);

/// <summary>Signs the draft, or amends where there is a reason (≤200 code points).</summary>
public sealed record SignRequest(int Version, string? Remarks, string? Reason);
