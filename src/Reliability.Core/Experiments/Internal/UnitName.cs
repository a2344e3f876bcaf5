using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>
/// The name under which a store keeps a unit: its id, or a digest of the id if a store would reject it. Ids that the assignment treats as
/// one unit have one name.
/// </summary>
internal static class UnitName
{
    private const string Digest = "#sha256:";

    /// <summary>Returns a value indicating whether a text can be the id of a unit.</summary>
    public static bool IsValid([NotNullWhen(true)] string? unit) => unit is { Length: > 0 and <= VariantAssigner.MaxUnitLength };

    /// <summary>Returns a value indicating whether an id looks like the digest of an id, which is the name of another unit.</summary>
    public static bool IsDigest(string text) => text.StartsWith(Digest, StringComparison.Ordinal);

    public static string Of(string unit)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(unit);
        bool fits = bytes.Length <= SeriesId.MaxNameBytes
            && !unit.AsSpan().ContainsAny(Controls)
            && !IsDigest(unit);
        if (!fits)
        {
            return Digest + Convert.ToHexStringLower(SHA256.HashData(bytes));
        }

        // A lone surrogate becomes U+FFFD, as in the assignment.
        string text = Encoding.UTF8.GetString(bytes);
        return string.Equals(text, unit, StringComparison.Ordinal) ? unit : text;
    }

    private static readonly System.Buffers.SearchValues<char> Controls =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)]);
}
