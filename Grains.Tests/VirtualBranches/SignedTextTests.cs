using Grains.Tests.Storage;
using Grains.VirtualBranches;
using Storage.VirtualBranches;

namespace Grains.Tests.VirtualBranches;

public sealed class SignedTextTests(SqliteFixture database) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task The_hash_that_is_signed_is_of_the_text_that_is_shown()
    {
        var texts = await new VirtualBranchStore(database.Database).Texts(DateTimeOffset.UtcNow.AddYears(1), CancellationToken.None);
        Assert.Equal([SignedText.Rules, SignedText.Pledge], texts.Select(static text => text.Document));
        Assert.All(texts, static text => Assert.Equal(SignedText.Hash(text.TextZh, text.TextEn), text.Sha256));
    }
}
