using Dapper;
using Grains.Consultations;
using Grains.Gatherings;
using Storage.Gatherings;

namespace Storage.Consultations;

/// <summary>A consultation's row as the database gives it.</summary>
internal class ConsultationData
{
    public const string Columns =
        "id, member, member_name, node, node_name, topic, subject, opened_at, state, officer, officer_name, waiting_since, first_reply_at, closed_at, helped, head, fence";

    public string Id { get; set; } = "";
    public string Member { get; set; } = "";
    public string MemberName { get; set; } = "";
    public string Node { get; set; } = "";
    public string NodeName { get; set; } = "";
    public ConsultationTopic Topic { get; set; }
    public string Subject { get; set; } = "";
    public DateTimeOffset OpenedAt { get; set; }
    public ConsultationState State { get; set; }
    public string? Officer { get; set; }
    public string? OfficerName { get; set; }
    public DateTimeOffset? WaitingSince { get; set; }
    public DateTimeOffset? FirstReplyAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public long? Helped { get; set; }
    public long Head { get; set; }
    public long Fence { get; set; }

    public ConsultationCharter Charter => new(Id, Member, MemberName, Node, NodeName, Topic, Subject, OpenedAt);

    public ConsultationTerms Terms => new(
        State, Officer, OfficerName, WaitingSince, FirstReplyAt, ClosedAt, Helped is { } helped ? helped != 0 : null);

    public ConsultationRow Row => new(Charter, Terms, Head, Fence);
}

[method: ExplicitConstructor]
internal sealed record ConsultationEntryRow(
    long Seq, ConsultationEntryKind Kind, DateTimeOffset At, string Author, string? ClientId, string Body)
{
    public const string Columns = "seq, kind, at, author, client_id, body";

    public ConsultationEntry Entry
    {
        get
        {
            var body = ConsultationBody.Read(Body);
            return new ConsultationEntry(
                Seq, Kind, At, Author, body.AuthorName, ClientId, body.Subject, body.SubjectName, body.Text, body.Picture, body.Value);
        }
    }
}

[method: ExplicitConstructor]
internal sealed record ConsultationMarkRow(string Consultation, string Member, long Seq, DateTimeOffset At)
{
    public ReadMark Mark => new(Member, Seq, At);
}

/// <summary>The fields of an entry that no query asks for, as one JSON text. Names are stored: never rename one.</summary>
internal sealed record ConsultationBody(
    string AuthorName, string? Subject, string? SubjectName, string? Text, PictureRef? Picture, long? Value)
{
    public static string Write(ConsultationEntry entry) => System.Text.Json.JsonSerializer.Serialize(
        new ConsultationBody(entry.AuthorName, entry.Subject, entry.SubjectName, entry.Text, entry.Picture, entry.Value),
        StorageJson.Compact.ConsultationBody);

    public static ConsultationBody Read(string json) =>
        System.Text.Json.JsonSerializer.Deserialize(json, StorageJson.Compact.ConsultationBody)!;
}
