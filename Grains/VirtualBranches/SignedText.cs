using System.Security.Cryptography;
using System.Text;

namespace Grains.VirtualBranches;

/// <summary>A text that members sign, in one version. The names of documents are stored; never rename one.</summary>
[GenerateSerializer, Immutable, Alias("signed-text")]
public sealed record SignedText(
    [property: Id(0)] string Document,
    [property: Id(1)] long Version,
    [property: Id(2)] string TitleZh,
    [property: Id(3)] string TitleEn,
    [property: Id(4)] string TextZh,
    [property: Id(5)] string TextEn,
    [property: Id(6)] string Sha256,
    [property: Id(7)] DateTimeOffset EffectiveAt)
{
    /// <summary>虚拟党支部成立规则: signed by every member of a virtual branch.</summary>
    public const string Rules = "virtual-rules";
    /// <summary>虚拟党支部书记公约: signed by its secretary.</summary>
    public const string Pledge = "virtual-pledge";

    /// <summary>What a signature is of: the UTF-8 text in Chinese, a line feed, and in English; lower-case hex.</summary>
    public static string Hash(string zh, string en) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{zh}\n{en}")));
}
