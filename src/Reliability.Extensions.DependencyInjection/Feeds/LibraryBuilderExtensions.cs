using Reliability.Common.Internal;
using Reliability.Internal;

namespace Reliability;

/// <summary>
/// Provides methods that feed objectives from what well-known libraries report about their operations. They are names and conditions only;
/// none of the libraries is a dependency.
/// </summary>
public static class LibraryBuilderExtensions
{
    /// <summary>The name that the PostgreSQL store of this library gives to its data source.</summary>
    internal const string OwnDataSource = "Reliability SDK";

    /// <summary>The default of <c>HttpClient.Timeout</c>.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Feeds an objective from the commands of Npgsql 10 or later.</summary>
    /// <remarks>
    /// Reads the activities of Npgsql, because its meter reports neither a connection that could not be opened nor a command whose
    /// connection broke. A command is an event. It is bad if it fails or exceeds its timeout, and is not counted if its caller cancels it.
    /// If nothing but cancelled commands happened, the budget has no data, and states their number. A connection that
    /// cannot be opened is a bad event; one that opens is none. The commands of this library's own PostgreSQL store are not counted, unless
    /// it shares a data source of the application.
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability, zero tolerance or latency.</param>
    /// <param name="dataSource">The name of a data source, or <see langword="null"/> for all of them.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is empty.</exception>
    public static ReliabilityBuilder FromNpgsql(this ReliabilityBuilder builder, string slo, string? dataSource = null)
    {
        const string Source = "Npgsql";
        ActivityOrigin origin = ActivityBuilderExtensions.Origin(slo, Source, activity =>
        {
            activity.WithoutCancelled("error.type", CancellationTypes.All).WhereNot("db.npgsql.data_source", OwnDataSource);
            if (dataSource is not null)
            {
                activity.Where("db.npgsql.data_source", dataSource);
            }
        });
        return builder
            .Listen(origin with { TakesName = name => !IsConnecting(name) })
            .Listen(origin with { TakesName = IsConnecting, OnlyBad = true });

        static bool IsConnecting(string name) => name.StartsWith("CONNECT", StringComparison.Ordinal);
    }

    /// <summary>
    /// Feeds an objective from the requests of <c>HttpClient</c>, with the histogram <c>http.client.request.duration</c>.
    /// </summary>
    /// <remarks>
    /// A request is bad if its status is 500 or above, or if it has no response. Statuses from 400 to 499 are good, because they are the
    /// caller's. A request that was cancelled is not counted if it lasted less than 90 % of <paramref name="timeout"/>, because its caller
    /// cancelled it; otherwise it is bad, because the client's timeout did. (<c>HttpClient</c> reports both with the same tags.) If no
    /// timeout is stated, the first cancelled request is reported once, because it may be a shorter timeout of the client; if one is
    /// stated, ten cancelled requests in a row that took equally long are. Each attempt of a handler that retries is a request. If nothing
    /// but cancelled requests happened, the budget has no data, and states their number. A response that breaks after its headers is not
    /// reported.
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability, zero tolerance or latency.</param>
    /// <param name="host">The host of the requests (<c>server.address</c>), or <see langword="null"/> for all hosts.</param>
    /// <param name="timeout">
    /// The timeout of the client, or the shortest one if there are several; <see langword="null"/> for the default of <c>HttpClient</c>,
    /// 100 seconds.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is zero or negative.</exception>
    public static ReliabilityBuilder FromHttpClient(
        this ReliabilityBuilder builder, string slo, string? host = null, TimeSpan? timeout = null)
    {
        TimeSpan patience = Check.Positive(timeout ?? DefaultTimeout, nameof(timeout));
        return builder.FromMeter(slo, "System.Net.Http", "http.client.request.duration", request =>
        {
            // The tag is a status from 400, or the kind of error if there was no response.
            request.BadWhenOther("error.type", "4")
                .WithoutCancelledBefore(0.9 * patience.TotalSeconds, "error.type", isAssumed: timeout is null);
            if (host is not null)
            {
                request.Where("server.address", host);
            }
        });
    }

    /// <summary>Feeds an objective from the executions of Polly's resilience pipelines, and not from their attempts.</summary>
    /// <remarks>
    /// Reads the histogram <c>resilience.polly.pipeline.duration</c>, which pipelines report that dependency injection creates or that call
    /// <c>ConfigureTelemetry</c>. An execution is bad if it ends with an exception, after all retries. An execution that its caller cancels
    /// is not counted, nor is one that a timeout outside of the pipeline cancels; if nothing else happened, the budget has no data, and
    /// states their number. A result that a strategy handles as a failure, such as a response of 500, is not an exception and is good: use
    /// <see cref="FromHttpClient"/> for those.
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability, zero tolerance or latency.</param>
    /// <param name="pipeline">The name of a pipeline, or <see langword="null"/> for all of them.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is empty.</exception>
    public static ReliabilityBuilder FromPolly(this ReliabilityBuilder builder, string slo, string? pipeline = null) =>
        builder.FromMeter(slo, "Polly", "resilience.polly.pipeline.duration", execution =>
        {
            execution.BadWhen("exception.type").WithoutCancelledBefore(double.PositiveInfinity, "exception.type");
            if (pipeline is not null)
            {
                execution.Where("pipeline.name", pipeline);
            }
        });

    /// <summary>Feeds an objective from the calls of the gRPC client (Grpc.Net.Client).</summary>
    /// <remarks>
    /// Reads the activities of the client, which has no meter. A call is bad if it ends with Unknown, DeadlineExceeded, Unimplemented,
    /// Internal, Unavailable or DataLoss, as the server side of <c>FromRequests</c> has it. Other statuses are good, because they are the
    /// caller's. A call that its caller cancels is not counted; if nothing else happened, the budget has no data, and states their number.
    /// The client sets no error status, so <c>FromActivities</c> without <c>BadWhen</c> would take every call for good.
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability, zero tolerance or latency.</param>
    /// <param name="service">The full name of a service, such as <c>shop.Orders</c>, or <see langword="null"/> for all of them.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is empty.</exception>
    public static ReliabilityBuilder FromGrpcClient(this ReliabilityBuilder builder, string slo, string? service = null) =>
        builder.FromActivities(slo, "Grpc.Net.Client", "Grpc.Net.Client.GrpcOut", call =>
        {
            const string Status = "grpc.status_code";
            const string Cancelled = "1";
            call.WherePresent(Status).WithoutCancelled(Status, Cancelled);
            foreach (string bad in (ReadOnlySpan<string>)["2", "4", "12", "13", "14", "15"])
            {
                call.BadWhen(Status, bad);
            }

            if (service is not null)
            {
                call.WherePrefix("grpc.method", $"/{service}/");
            }
        });
}
