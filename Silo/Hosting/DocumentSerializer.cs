#if ORLEANS
using System.Text.Json;
using Orleans.Storage;

namespace Silo.Hosting;

/// <summary>Grains' documents as plain JSON without type names, so that a renamed type still reads its rows.</summary>
internal sealed class DocumentSerializer(JsonSerializerOptions json) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, json));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, json);
}
#endif
