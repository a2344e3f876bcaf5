namespace Reliability;

/// <summary>A library whose calls can feed an objective. See <see cref="LibraryBuilderExtensions"/>.</summary>
public enum ObservedLibrary
{
    /// <summary>No library. Not valid.</summary>
    Unknown = 0,

    /// <summary>Commands of Npgsql.</summary>
    Npgsql,

    /// <summary>Requests of <c>HttpClient</c>.</summary>
    HttpClient,

    /// <summary>Executions of Polly's pipelines.</summary>
    Polly,

    /// <summary>Calls of the gRPC client.</summary>
    GrpcClient,
}
