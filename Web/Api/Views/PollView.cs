using Grains.Gatherings.Polls;
using Grains.Rules;

namespace Web.Api.Views;

/// <summary>What a poll asks.</summary>
public sealed record PollFormView(string Id, string Title, string[] Options, int Most, bool Anonymous, Electorate Electorate, int? Granted)
{
    public static PollFormView Of(PollForm form) =>
        new(form.Id, form.Title, form.Options, form.Most, form.Anonymous, form.Electorate, form.Granted > 0 ? form.Granted : null);
}

/// <summary>A poll that was put to the room; <paramref name="Counts"/> is absent while the ballots are sealed.</summary>
public sealed record PollView(PollFormView Poll, long S, long At, long Eligible, int Ballots, int[]? Counts, bool Closed)
{
    public static PollView Of(PollState poll) => new(
        PollFormView.Of(poll.Opened.Poll!), poll.Opened.Seq, poll.Opened.At.ToUnixTimeMilliseconds(),
        poll.Opened.Value ?? 0, poll.Ballots, poll.Counts, poll.Closed);
}

/// <summary>One member's ballot as officers see it; without choices where the poll is anonymous.</summary>
public sealed record BallotView(string Member, string Name, string Unit, Category Category, int[]? Choices);

/// <summary>The ballots of a poll.</summary>
public sealed record BallotsView(BallotView[] Ballots);

/// <summary>The polls of a gathering; those prepared are told to officers only.</summary>
public sealed record PollsView(PollFormView[] Prepared, PollView[] Polls);
