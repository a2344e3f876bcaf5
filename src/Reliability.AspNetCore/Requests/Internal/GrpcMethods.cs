using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Knows the methods of gRPC services without a reference to the packages of gRPC. The names of types and members are constants, so that a
/// trimmed application keeps what is read here if it has it.
/// </summary>
internal static class GrpcMethods
{
    /// <summary>The first of the two values of <c>Grpc.Core.MethodType</c> that stand for a stream of responses.</summary>
    private const int ServerStreaming = 2;

    private static readonly PropertyInfo? _method =
        Type.GetType("Grpc.AspNetCore.Server.GrpcMethodMetadata, Grpc.AspNetCore.Server")?.GetProperty("Method");

    private static readonly PropertyInfo? _type = Type.GetType("Grpc.Core.IMethod, Grpc.Core.Api")?.GetProperty("Type");

    /// <summary>Returns whether an endpoint is a method that responds with a stream of messages.</summary>
    public static bool IsStreaming(Endpoint endpoint) =>
        _method is { DeclaringType: { } declaring }
        && endpoint.Metadata.FirstOrDefault(declaring.IsInstanceOfType) is { } metadata
        && _type?.GetValue(_method.GetValue(metadata)) is { } type
        && Convert.ToInt32(type, CultureInfo.InvariantCulture) >= ServerStreaming;
}
