using System.Security.Cryptography;
using System.Text;

namespace Reliability.Debt.Internal;

/// <summary>
/// Ids of items follow from the request that registers them, or from their source, so that the same request or import registers once.
/// </summary>
internal static class DebtItemId
{
    /// <summary>
    /// Short ids are for people. Of 100,000 items, two share one with a probability of 2 in 100,000; the second gets a long one.
    /// </summary>
    private const int ShortLength = 12;

    private const int LongLength = 32;

    /// <summary>Returns the ids to try, in order.</summary>
    public static IReadOnlyList<string> OfChange(string changeId) => Of("change:" + changeId);

    public static IReadOnlyList<string> OfSource(string sourceId) => Of("source:" + sourceId);

    private static string[] Of(string text)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return [hash[..ShortLength], hash[..LongLength]];
    }
}
