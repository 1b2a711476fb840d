using Grains.Gatherings.Polls;
using Storage.Queries;

namespace Web.Exports;

/// <summary>The result of a poll as a table: how it stands, the tally, and where it is named a line a ballot.</summary>
public static class PollTable
{
    private const string Sealed = "未公布";

    public static IEnumerable<object[]> Rows(PollState poll, IReadOnlyList<NamedBallot> ballots)
    {
        var form = poll.Opened.Poll!;
        yield return ["投票", form.Title];
        yield return ["方式", $"{(form.Anonymous ? "无记名" : "记名")}，{(form.Most > 1 ? $"最多选 {form.Most} 项" : "单选")}"];
        yield return ["状态", poll.Closed ? "已结束" : "进行中"];
        yield return ["可投票", (int)(poll.Opened.Value ?? 0)];
        yield return ["已投票", poll.Ballots];
        yield return [];
        yield return ["选项", "票数"];
        for (var i = 0; i < form.Options.Length; i++)
        {
            yield return [form.Options[i], poll.Counts is { } counts ? counts[i] : Sealed];
        }

        if (form.Anonymous)
        {
            yield break;
        }

        yield return [];
        yield return ["姓名", "单位", "类别", "组织关系", "所选"];
        foreach (var ballot in ballots)
        {
            var chosen = string.Join("；", (ballot.Choices ?? []).Order().Select(choice => form.Options[choice]));
            yield return [ballot.Name, ballot.Unit, AttendanceTable.NameOf(ballot.Category), AttendanceTable.NameOf(ballot.Relation), chosen];
        }
    }
}
