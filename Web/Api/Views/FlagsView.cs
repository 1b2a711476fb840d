using Grains.Gatherings;
using Storage.Queries;

namespace Web.Api.Views;

/// <summary>What waits for an officer's decision, and what was decided.</summary>
public sealed record FlagsView(FlaggedView[] Flags, AppealView[] Appeals)
{
    public static FlagsView Of(IReadOnlyList<FlaggedMessage> flags, IReadOnlyList<AppealedMessage> appeals, string officer) =>
        new([.. flags.Select(FlaggedView.Of)], [.. appeals.Select(appeal => AppealView.Of(appeal, officer))]);
}

/// <summary>A flagged message with the reasons given, without the names of those who gave them.</summary>
public sealed record FlaggedView(long Seq, string? Name, string? Text, bool Picture, ClipKind? Clip, string[] Reasons, long At, string? Settled)
{
    public static FlaggedView Of(FlaggedMessage flagged) => new(
        flagged.Message.Seq, flagged.Message.AuthorName, flagged.Message.Text, flagged.Message.Picture is not null, flagged.Message.Clip?.Kind,
        flagged.Reasons, flagged.At.ToUnixTimeMilliseconds(), flagged.Settled);
}

/// <summary>An appeal; <paramref name="Mine"/>: the asking officer hid the message, so another has to decide.</summary>
public sealed record AppealView(long Seq, string Name, string Text, ClipKind? Clip, string Appeal, long At, string Why, bool Mine, bool? Restored)
{
    public static AppealView Of(AppealedMessage appeal, string officer) => new(
        appeal.Seq, appeal.Author, appeal.Text, appeal.Clip, appeal.Appeal, appeal.At.ToUnixTimeMilliseconds(), appeal.HiddenWhy,
        appeal.HiddenBy == officer, appeal.Restored);
}
