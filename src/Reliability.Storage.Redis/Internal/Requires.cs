namespace Reliability.Storage.Redis.Internal;

/// <summary>Validates names, by the rule that the names of all stores follow.</summary>
internal static class Requires
{
    public static void Service(string service) => _ = new SeriesId(service, service); // Applies the rule for names.
}
