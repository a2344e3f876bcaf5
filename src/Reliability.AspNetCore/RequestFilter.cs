using Microsoft.AspNetCore.Http;

namespace Reliability.AspNetCore;

/// <summary>Selects the requests that an objective measures, and defines which of them are bad.</summary>
/// <remarks>
/// <para>Only requests that matched a route are measured, because other requests do not show the reliability of the service. Requests that
/// the client aborted (499) and requests to the endpoints of this library are never counted.</para>
/// <para>A request is bad when its status is 500 or above, or when the application threw an exception. For gRPC, the status of the call is
/// used instead: Unknown, DeadlineExceeded, Unimplemented, Internal, Unavailable and DataLoss are bad (the server errors of the semantic
/// conventions of OpenTelemetry), and Cancelled is not counted. A latency objective counts only requests that are not bad, because a fast
/// error is not a good response.</para>
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

    /// <summary>Selects the requests of a route. Several calls add routes; without a call, every route is measured.</summary>
    /// <param name="pattern">The pattern as mapped, such as <c>/orders/{id}</c>. Case and a slash at either end are ignored. For gRPC:
    /// <c>/package.Service/Method</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty.</exception>
    public RequestFilter Route(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        _routes.Add(Normalize(pattern));
        return this;
    }

    /// <summary>Selects the requests of an HTTP method. Several calls add methods; without a call, every method is measured.</summary>
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

    /// <summary>Excludes requests that end with a status, such as 404.</summary>
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

    /// <summary>Evaluates a request: true is good, false is bad, null is not counted.</summary>
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
