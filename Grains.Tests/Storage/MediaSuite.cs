using System.Security.Cryptography;
using Storage.Media;

namespace Grains.Tests.Storage;

public sealed class SqliteMediaTests(SqliteFixture fixture) : MediaSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresMediaTests(PostgresFixture fixture) : MediaSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class MediaSuite(DatabaseFixture fixture)
{
    private readonly MediaStore _store = new(fixture.Database, TimeProvider.System);

    [Fact]
    public async Task A_picture_and_its_thumbnail_read_back()
    {
        var (large, small) = (RandomNumberGenerator.GetBytes(1_000_000), RandomNumberGenerator.GetBytes(5_000));
        var original = await SaveAsync(large);
        var thumb = await SaveAsync(small, original.Id);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(large)), original.Sha256);
        var found = (await _store.FindAsync(original.Id))!;
        Assert.Equal((original.Id, 1_000_000L, 640, 480), (found.Id, found.Bytes, found.Width, found.Height));
        Assert.Equal(thumb.Id, (await _store.ThumbAsync(original.Id))?.Id);
        Assert.Equal(large, await ReadAsync(original));
        Assert.Equal(small, await ReadAsync(thumb));
        Assert.Null(await _store.FindAsync("p-none"));
    }

    [Fact]
    public async Task Equal_bytes_are_kept_once_and_until_the_last_picture_goes()
    {
        var bytes = RandomNumberGenerator.GetBytes(100);
        var (one, two) = (await SaveAsync(bytes), await SaveAsync(bytes));

        Assert.True(await _store.DeleteAsync(one.Id));
        Assert.Equal(bytes, await ReadAsync(two));
        Assert.True(await _store.DeleteAsync(two.Id));
        Assert.Null(await _store.OpenAsync(two));
        Assert.False(await _store.DeleteAsync(two.Id));
    }

    [Fact]
    public async Task A_thumbnail_goes_with_its_original()
    {
        var original = await SaveAsync(RandomNumberGenerator.GetBytes(100));
        var thumb = await SaveAsync(RandomNumberGenerator.GetBytes(50), original.Id);

        await _store.DeleteAsync(original.Id);

        Assert.Null(await _store.FindAsync(thumb.Id));
        Assert.Null(await _store.OpenAsync(thumb));
    }

    [Fact]
    public async Task More_than_ten_megabytes_are_refused_and_exactly_ten_are_taken()
    {
        await Assert.ThrowsAsync<MediaTooLargeException>(() => SaveAsync(new byte[MediaStore.MostBytes + 1]));
        Assert.Equal(MediaStore.MostBytes, (await SaveAsync(new byte[MediaStore.MostBytes])).Bytes);
    }

    [Fact]
    public async Task A_picture_without_a_message_is_an_orphan_after_a_while()
    {
        var picture = await SaveAsync(RandomNumberGenerator.GetBytes(10));

        Assert.Contains(picture.Id, await _store.OrphansAsync(picture.CreatedAt.AddDays(1), 1_000));
        Assert.DoesNotContain(picture.Id, await _store.OrphansAsync(picture.CreatedAt.AddMilliseconds(-1), 1_000));
    }

    private async Task<MediaRow> SaveAsync(byte[] bytes, string? original = null) => await _store.SaveAsync(
        new NewMedia(
            "m-1", "g-1", original is null ? MediaPurpose.Original : MediaPurpose.Thumb, original, "image/png", 640, 480),
        new MemoryStream(bytes));

    private async Task<byte[]> ReadAsync(MediaRow media)
    {
        await using var stream = (await _store.OpenAsync(media))!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
