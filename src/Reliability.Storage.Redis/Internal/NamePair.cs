using System.Globalization;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Encodes a service and a name as one text. Different pairs have different texts.</summary>
internal static class NamePair
{
    public static string Join(string service, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{service.Length}:{service}{name}");

    public static (string Service, string Name) Split(string joined)
    {
        int colon = joined.IndexOf(':', StringComparison.Ordinal);
        int length = int.Parse(joined.AsSpan(0, colon), CultureInfo.InvariantCulture);
        return (joined.Substring(colon + 1, length), joined[(colon + 1 + length)..]);
    }
}
