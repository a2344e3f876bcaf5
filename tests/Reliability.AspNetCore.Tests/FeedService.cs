using Grpc.Core;

namespace Reliability.AspNetCore.Tests;

/// <summary>A gRPC service whose stream breaks.</summary>
[BindServiceMethod(typeof(FeedServiceBase), nameof(Bind))]
public class FeedServiceBase
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    public static void Bind(ServiceBinderBase binder, FeedServiceBase? service)
    {
        ArgumentNullException.ThrowIfNull(binder);
        binder.AddMethod(
            new Method<byte[], byte[]>(MethodType.ServerStreaming, "feed.Feed", nameof(Watch), Bytes, Bytes),
            service is null ? null : new ServerStreamingServerMethod<byte[], byte[]>(service.Watch));
    }

    public virtual Task Watch(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, ""));
}

/// <inheritdoc/>
public sealed class FeedService : FeedServiceBase
{
    public override async Task Watch(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(responses);
        await responses.WriteAsync([1, 2, 3]);
        await responses.WriteAsync([4, 5, 6]);
        throw new RpcException(new Status(StatusCode.Internal, "broken on purpose"));
    }
}
