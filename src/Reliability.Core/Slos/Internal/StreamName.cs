using System.Security.Cryptography;
using System.Text;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Names the streams and documents of this capability, within what a store takes as a name.</summary>
internal static class StreamName
{
    public static string OfGate(string service) => Of("gate:", service);

    /// <summary>A name that no two objectives share: a slash within a part is written %2F.</summary>
    public static string OfLedger(SloDefinition slo) => Of("ledger:", $"{Part(slo.Service)}/{Part(slo.Name)}");

    private static string Part(string name) => name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    /// <summary>Where the whole is too long for a store, a hash stands for its end.</summary>
    private static string Of(string prefix, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        return prefix.Length + bytes.Length <= SeriesId.MaxNameBytes ? prefix + name : $"{prefix}#{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }
}
