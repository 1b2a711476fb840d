using Grains.Branches;
using Grains.Gateways;
using Grains.Gatherings;
using Grains.Members;
using Grains.Operations;
using Orleans;

namespace Web.Live.Node;

/// <summary>The grains that the live path talks to.</summary>
public interface ILiveGrains
{
    IGatheringGrain Gathering(string id);
    IMemberGrain Member(string id);
    IBranchGrain Branch(string node);
    IGatewayDirectoryGrain Directory { get; }
    IOperationsGrain Operations { get; }

    /// <summary>A reference that grains may call. Observers are held weakly: the caller keeps <paramref name="ear"/> alive.</summary>
    T Ear<T>(IGrainObserver ear) where T : IGrainObserver;

    /// <summary>Ends what <see cref="Ear"/> began.</summary>
    void Deaf<T>(IGrainObserver reference) where T : IGrainObserver;
}

/// <summary>The grains as the runtime knows them.</summary>
public sealed class LiveGrains(IGrainFactory factory) : ILiveGrains
{
    public IGatheringGrain Gathering(string id) => factory.GetGrain<IGatheringGrain>(id);
    public IMemberGrain Member(string id) => factory.GetGrain<IMemberGrain>(id);
    public IBranchGrain Branch(string node) => factory.GetGrain<IBranchGrain>(node);
    public IGatewayDirectoryGrain Directory => factory.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key);
    public IOperationsGrain Operations => factory.GetGrain<IOperationsGrain>(IOperationsGrain.Key);
    public T Ear<T>(IGrainObserver ear) where T : IGrainObserver => factory.CreateObjectReference<T>(ear);
    public void Deaf<T>(IGrainObserver reference) where T : IGrainObserver => factory.DeleteObjectReference<T>(reference);
}
