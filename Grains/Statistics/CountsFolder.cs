namespace Grains.Statistics;

/// <summary>
/// Brings trees along the log. People are folded from what each change says; nodes are taken as they stand when they
/// are read, which may be later than their change: what follows in the log then changes nothing more. So a tree equals
/// the database where the last read changes hold no node and end the log.
/// </summary>
internal static class CountsFolder
{
    /// <summary>Changes read at once.</summary>
    public const int Page = 2_000;

    /// <summary>
    /// Folds one page, and nothing after <paramref name="until"/>, into each of the trees, which have to be at
    /// <paramref name="position"/>.
    /// </summary>
    public static async Task<Folded> Step(
        ICountsStore store, IReadOnlyList<CountsTree> trees, long position, CancellationToken cancellation, long until = long.MaxValue)
    {
        var changes = await store.After(position, until, Page, cancellation);
        if (changes.Count == 0)
        {
            return new Folded(position, changes, AtEnd: true, Recount: false);
        }

        var end = changes.Count < Page;
        if (changes.Any(static change => change.Kind == OrganisationChange.Recount))
        {
            return new Folded(position, [], end, Recount: true);
        }

        var touched = changes.Where(static change => change.Kind == OrganisationChange.Node).Select(static change => change.Subject)
            .Concat(changes.SelectMany(Places).Where(node => trees.Any(tree => tree.Find(node) is null)))
            .ToHashSet(StringComparer.Ordinal);
        var rows = await Read(store, trees, touched, cancellation);
        // From here to the end nothing is awaited: who reads in between sees all of the page or nothing.
        foreach (var tree in trees)
        {
            tree.Set(rows);
            foreach (var change in changes)
            {
                Fold(tree, change);
            }
        }

        return new Folded(changes[^1].Seq, changes, end && touched.Count == 0, Recount: false);
    }

    private static void Fold(CountsTree tree, OrganisationChange change)
    {
        if (change.Kind == OrganisationChange.Standing && change.From != change.To)
        {
            if (change.From is { } from)
            {
                tree.Add(from, -1);
            }

            if (change.To is { } to)
            {
                tree.Add(to, 1);
            }
        }
    }

    private static IEnumerable<string> Places(OrganisationChange change)
    {
        if (change.Kind == OrganisationChange.Standing)
        {
            if (change.From is { } from)
            {
                yield return from.Node;
            }

            if (change.To is { } to)
            {
                yield return to.Node;
            }
        }
    }

    // With whatever they hang on that is not known yet.
    private static async Task<List<CountedNode>> Read(
        ICountsStore store, IReadOnlyList<CountsTree> trees, HashSet<string> wanted, CancellationToken cancellation)
    {
        var rows = new List<CountedNode>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (wanted.Count > 0)
        {
            asked.UnionWith(wanted);
            var read = await store.Nodes(wanted, cancellation);
            rows.AddRange(read);
            wanted = read.SelectMany(CountsTree.Above)
                .Where(id => !asked.Contains(id) && trees.Any(tree => tree.Find(id) is null))
                .ToHashSet(StringComparer.Ordinal);
        }

        return rows;
    }
}

/// <summary>What a step did.</summary>
/// <param name="AtEnd">The trees equal the database as it was when the step read it.</param>
/// <param name="Recount">Something was written in bulk: nothing was folded, the trees have to be made anew.</param>
internal sealed record Folded(long Position, IReadOnlyList<OrganisationChange> Changes, bool AtEnd, bool Recount);
