using Grains.Consultations;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;

namespace Grains.Tests.Gatherings;

/// <summary>Consultations in memory, as strict as the rest: fence, head and client ids are checked.</summary>
internal sealed partial class MemoryHub : IConsultationStore, IOrganisationStore
{
    private readonly Dictionary<string, Asked> _consultations = [];

    internal sealed class Asked
    {
        public required ConsultationRow Row { get; set; }
        public List<ConsultationEntry> Log { get; } = [];
        public Dictionary<string, ReadMark> Marks { get; } = [];
    }

    /// <summary>People as the database knows them now; a test moves one by putting another in the place.</summary>
    public Dictionary<string, Actor> People { get; } = [];

    public Asked Consultation(string id) => _consultations[id];

    private Commit Write(ConsultationFacts facts)
    {
        var stored = _consultations[facts.Consultation];
        var known = stored.Log.Where(e => e.ClientId is not null).Select(e => (e.Author, e.ClientId)).ToHashSet();
        if (stored.Row.Fence != facts.Fence || stored.Row.Head != facts.Head
            || facts.Entries.Any(e => e.ClientId is not null && !known.Add((e.Author, e.ClientId))))
        {
            return Commit.Fenced;
        }

        stored.Log.AddRange(facts.Entries);
        foreach (var mark in facts.Marks)
        {
            stored.Marks[mark.Member] = mark;
        }

        stored.Row = stored.Row with { Head = facts.Head + facts.Entries.Count, Terms = facts.Terms };
        return Commit.Done;
    }

    public Task<Standing?> Standing(string member, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(
                People.GetValueOrDefault(member) is { } person ? new Standing(member, 0, person.Node, person.Category, person.Relation) : null);
        }
    }

    public Task<Desk?> Desk(string member, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var steps = People[member].Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();
            var node = steps.FirstOrDefault(n => People.Values.Any(p => p.Member != member && Rights.AskDesk(p, n) is null));
            return Task.FromResult(node is null ? null : new Desk(node, "支部" + node));
        }
    }

    public Task<IReadOnlyList<DeskOfficer>> Officers(string node, DateTimeOffset now, CancellationToken cancellation) =>
        Read(() => People.Values.Where(p => Rights.AskDesk(p, node) is null)
            .Select(p => new DeskOfficer(p.Member, p.Name, p.Offices.First(o => o.Node == node).Role)));

    public Task<int> OpenCount(string member, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(_consultations.Values.Count(c => c.Row.Charter.Member == member && c.Row.Terms.State != ConsultationState.Closed));
        }
    }

    public Task<bool> Create(ConsultationCharter charter, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var row = new ConsultationRow(charter, new ConsultationTerms(ConsultationState.Waiting), 0, 0);
            return Task.FromResult(_consultations.TryAdd(charter.Id, new Asked { Row = row }));
        }
    }

    Task<ConsultationRow?> IConsultationStore.Take(string consultation, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_consultations.TryGetValue(consultation, out var stored))
            {
                return Task.FromResult<ConsultationRow?>(null);
            }

            stored.Row = stored.Row with { Fence = stored.Row.Fence + 1 };
            return Task.FromResult<ConsultationRow?>(stored.Row);
        }
    }

    Task<IReadOnlyList<ConsultationEntry>> IConsultationStore.Entries(string consultation, long after, int count, CancellationToken cancellation) =>
        Read(() => _consultations[consultation].Log.Where(e => e.Seq > after).Take(count));

    Task<IReadOnlyList<ReadMark>> IConsultationStore.Marks(string consultation, CancellationToken cancellation) =>
        Read<ReadMark>(() => _consultations[consultation].Marks.Values);

    public Task<IReadOnlyDictionary<string, Actor>> Actors(IReadOnlyCollection<string> members, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, Actor>>(members.Where(People.ContainsKey).ToDictionary(static m => m, m => People[m]));
        }
    }

    public Task<Actor?> Actor(string member, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(People.GetValueOrDefault(member));
        }
    }

    public Task<NodeRow?> Node(string node, CancellationToken cancellation) => throw new NotSupportedException();
}
