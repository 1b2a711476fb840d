#if !ORLEANS
using Orleans.Storage;
using Storage.Documents;

namespace Grains.Tests.Storage;

public sealed class SqliteDocumentTests(SqliteFixture fixture) : DocumentSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresDocumentTests(PostgresFixture fixture) : DocumentSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class DocumentSuite(DatabaseFixture fixture)
{
    private readonly DocumentStore _store = new(fixture.Database);

    [Fact]
    public async Task A_document_reads_back_until_it_is_cleared()
    {
        var key = Scene.Id("m-");
        Assert.Null(await _store.ReadAsync("caps", key, Scene.None));

        var first = await _store.WriteAsync("caps", key, """{"a":1}""", null, Scene.None);
        var second = await _store.WriteAsync("caps", key, """{"a":2}""", first, Scene.None);
        Assert.NotEqual(first, second);
        Assert.Equal(("""{"a":2}""", second), ((await _store.ReadAsync("caps", key, Scene.None))!.Json, (await _store.ReadAsync("caps", key, Scene.None))!.ETag));
        Assert.Null(await _store.ReadAsync("other", key, Scene.None));

        await _store.ClearAsync("caps", key, second, Scene.None);
        Assert.Null(await _store.ReadAsync("caps", key, Scene.None));
        await _store.ClearAsync("caps", key, null, Scene.None);
    }

    [Fact]
    public async Task A_stale_etag_changes_nothing()
    {
        var key = Scene.Id("m-");
        var first = await _store.WriteAsync("caps", key, "1", null, Scene.None);
        var second = await _store.WriteAsync("caps", key, "2", first, Scene.None);

        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => _store.WriteAsync("caps", key, "3", first, Scene.None));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _store.WriteAsync("caps", key, "3", null, Scene.None));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _store.ClearAsync("caps", key, first, Scene.None));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _store.ClearAsync("caps", key, null, Scene.None));

        Assert.DoesNotContain(key + "\n", error.Message, StringComparison.Ordinal);
        Assert.Equal(("2", second), ((await _store.ReadAsync("caps", key, Scene.None))!.Json, (await _store.ReadAsync("caps", key, Scene.None))!.ETag));
    }

    [Fact]
    public async Task Of_many_first_writers_one_wins()
    {
        var key = Scene.Id("m-");
        var written = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                await _store.WriteAsync("caps", key, $"{i}", null, Scene.None);
                return 1;
            }
            catch (InconsistentStateException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, written.Sum());
    }

    [Theory]
    [MemberData(nameof(Injection.Corpus), MemberType = typeof(Injection))]
    public async Task Hostile_names_and_values_are_stored_as_they_are(string text)
    {
        await _store.WriteAsync(text, text, text, null, Scene.None);
        Assert.Equal(text, (await _store.ReadAsync(text, text, Scene.None))!.Json);
    }
}
#endif
