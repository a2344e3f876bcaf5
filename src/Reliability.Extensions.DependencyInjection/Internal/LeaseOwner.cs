namespace Reliability.Internal;

/// <summary>Names this process among those that want a lease.</summary>
internal static class LeaseOwner
{
    public static string New() => $"{Environment.MachineName[..Math.Min(Environment.MachineName.Length, 60)]}-{Guid.NewGuid():N}";
}
