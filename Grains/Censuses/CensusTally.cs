using Grains.Rules;

namespace Grains.Censuses;

/// <summary>The lines of a census, counted. An answer moves one line from one cell to another: the sum never changes.</summary>
internal sealed class CensusTally(IEnumerable<CensusCell> cells)
{
    private readonly Dictionary<(Category Category, Relation Register, Relation? Answer), int> _counts =
        cells.ToDictionary(static cell => (cell.Category, cell.Register, cell.Answer), static cell => cell.Count);

    public CensusCell[] Cells() =>
    [
        .. _counts.Where(static count => count.Value > 0)
            .Select(static count => new CensusCell(count.Key.Category, count.Key.Register, count.Key.Answer, count.Value))
            .OrderBy(static cell => cell.Category).ThenBy(static cell => cell.Register).ThenBy(static cell => cell.Answer),
    ];

    public void Move(CensusLine line, Relation answer)
    {
        Add((line.Category, line.Register, line.Answer), -1);
        Add((line.Category, line.Register, answer), 1);
    }

    private void Add((Category, Relation, Relation?) key, int by) => _counts[key] = _counts.GetValueOrDefault(key) + by;
}
