namespace Reliability.Common.Internal;

/// <summary>The methods of RFC 9110, RFC 5789 and of the draft of QUERY. A route can declare others.</summary>
internal static class HttpMethodNames
{
    public static string[] All { get; } =
        ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"];

    public static bool IsKnown(string method) => All.Contains(method, StringComparer.OrdinalIgnoreCase);
}
