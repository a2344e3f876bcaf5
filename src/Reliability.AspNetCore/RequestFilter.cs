using Microsoft.AspNetCore.Http;

namespace Reliability.AspNetCore;

/// <summary>Says which requests an objective measures, and which of them are bad.</summary>
/// <remarks>
/// <para>Only requests that a route took are measured: what nobody serves says nothing of a service. Requests whose client went away (499) are
/// never counted, nor are those of this library's own endpoints.</para>
/// <para>A request is bad when its status is 500 or above, or when the application threw. For gRPC the status of the call
/// counts instead: Unknown, DeadlineExceeded, Unimplemented, Internal, Unavailable and DataLoss are bad (the server errors of OpenTelemetry's
/// semantic conventions), and Cancelled is not counted. A latency objective counts only requests that are not bad: a quick error is no good answer.</para>
/// </remarks>
public sealed class RequestFilter
{
    private readonly List<string> _routes = [];
    private readonly List<string> _methods = [];
    private readonly HashSet<int> _bad = [];
    private readonly HashSet<int> _ignored = [];

    internal RequestFilter()
    {
    }

    internal IReadOnlyList<string> Routes => _routes;

    internal IReadOnlyList<string> Methods => _methods;

    /// <summary>Measures requests of a route. Several routes add up; without any, every route is measured.</summary>
    /// <param name="pattern">The pattern as it was mapped, such as <c>/orders/{id}</c>; upper and lower case and a slash at the ends make no difference. For gRPC <c>/package.Service/Method</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty.</exception>
    public RequestFilter Route(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        _routes.Add(Normalize(pattern));
        return this;
    }

    /// <summary>Measures requests of a method. Several methods add up; without any, every method is measured.</summary>
    /// <param name="method">The method, such as <c>POST</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="method"/> is empty.</exception>
    public RequestFilter Method(string method)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        _methods.Add(method);
        return this;
    }

    /// <summary>Counts a status below 500 as bad, such as 429.</summary>
    /// <param name="status">The status, 100 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is outside its range.</exception>
    public RequestFilter BadStatus(int status)
    {
        _bad.Add(RequireStatus(status));
        return this;
    }

    /// <summary>Does not count requests that end with a status, such as 404.</summary>
    /// <param name="status">The status, 100 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is outside its range.</exception>
    public RequestFilter IgnoreStatus(int status)
    {
        _ignored.Add(RequireStatus(status));
        return this;
    }

    internal static string Normalize(string pattern) => pattern.Trim('/');

    internal bool TakesRoute(string? pattern) =>
        _routes.Count == 0 || (pattern is not null && _routes.Contains(Normalize(pattern), StringComparer.OrdinalIgnoreCase));

    internal bool TakesMethod(string method)
    {
        foreach (string one in _methods)
        {
            if (string.Equals(one, method, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return _methods.Count == 0;
    }

    /// <summary>What became of a request: true is good, false is bad, null is not counted.</summary>
    internal bool? Judge(int status, bool hasFailed)
    {
        if (status == StatusCodes.Status499ClientClosedRequest || (!hasFailed && _ignored.Contains(status)))
        {
            return null;
        }

        return !hasFailed && status < 500 && !_bad.Contains(status);
    }

    private static int RequireStatus(int status) => status is >= 100 and <= 599
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "A status is 100 to 599.");
}
