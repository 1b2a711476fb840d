using Grains.Rules;
using Grains.Text;

namespace Grains.Gatherings.Polls;

/// <summary>What a poll asks, fixed when it opens.</summary>
/// <param name="Id">Chosen by the officer's device, unique in the gathering: preparing it again replaces it.</param>
/// <param name="Most">Options that one ballot may choose; 1: single choice.</param>
/// <param name="Anonymous">True: nothing anywhere joins a ballot to a member, and choices are told only when the poll closes.</param>
[GenerateSerializer, Immutable, Alias("poll-form")]
public sealed record PollForm(
    [property: Id(0)] string Id,
    [property: Id(1)] string Title,
    [property: Id(2)] string[] Options,
    [property: Id(3)] int Most,
    [property: Id(4)] bool Anonymous,
    [property: Id(5)] Electorate Electorate)
{
    /// <summary>How many of those who may answer vote by a policy (S0-35), told to the room when it opens; 0 as a rule.</summary>
    [Id(6)]
    public int Granted { get; init; }

    /// <summary>The form with its texts cleaned; null where it breaks <see cref="Rulebook.PollForm"/>.</summary>
    public PollForm? Checked()
    {
        var form = this with { Granted = 0, Title = PlainText.Clean(Title), Options = [.. Options.Select(o => PlainText.Clean(o))] };
        var good = Room.IsClientId(Id)
            && PlainText.CodePoints(form.Title) is > 0 and <= RoomLimits.PollTitleCodePoints
            && form.Options.Length is >= 2 and <= RoomLimits.PollOptionsMost
            && form.Options.All(static o => PlainText.CodePoints(o) is > 0 and <= RoomLimits.PollOptionCodePoints)
            && form.Options.Distinct(StringComparer.Ordinal).Count() == form.Options.Length
            && Most >= 1 && Most <= form.Options.Length
            && Enum.IsDefined(Electorate);
        return good ? form : null;
    }

    /// <summary>Whether these are different options of the form, at least one and not too many.</summary>
    public bool Allows(int[] choices) =>
        choices.Length >= 1 && choices.Length <= Most
        && choices.All(c => c >= 0 && c < Options.Length)
        && choices.Distinct().Count() == choices.Length;
}
