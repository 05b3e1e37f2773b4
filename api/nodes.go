package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/node"
)

// Node is a server as it says it is.
type Node node.Report

// NodePath names a server.
type NodePath struct {
	Node string `path:"node" maxLength:"200" doc:"Name of the server"`
}

// NodeService is whether a server is in service.
type NodeService struct {
	Accepting bool `json:"accepting" doc:"False: it lets nobody in and sends everybody to other servers"`
}

// NodeMove sends people to other servers.
type NodeMove struct {
	Share float64 `json:"share" minimum:"0.01" maximum:"1" doc:"Of the server's connections; 0.5 is half"`
}

func (s *Server) registerNodes() {
	tags := []string{"Operations"}
	orders := []int{401, 403, 404, 409, 422, 503}
	handle(s, huma.Operation{
		OperationID: "list-nodes", Method: http.MethodGet, Path: "/operations/nodes", Tags: tags,
		Summary: "List the servers and what they carry, freshest report first",
		Description: "Servers report every two seconds and are forgotten after ten. While Redis is away each knows of itself only. " +
			"What is counted comes from the collectors behind /metrics.",
		Errors: []int{401, 403},
	}, func(ctx context.Context, _ *struct{}) (*Body[core.Page[Node]], error) {
		all, err := s.Nodes.List(ctx, actor(ctx))
		if err != nil {
			return nil, err
		}
		return &Body[core.Page[Node]]{core.Map(core.Page[node.Report]{Items: all}, func(r node.Report) Node { return Node(r) })}, nil
	})
	handle(s, huma.Operation{
		OperationID: "set-node-accepting", Method: http.MethodPut, Path: "/operations/nodes/{node}/accepting", Tags: tags,
		Summary: "Take a server out of service, or put it back",
		Description: "Out of service it refuses new connections, answers 503 at /readyz and tells its people to connect again, over up to ten " +
			"seconds; nothing they see is lost. It stays so until it is put back or started again. The answer comes when the server has confirmed it.",
		Errors: orders,
	}, func(ctx context.Context, in *struct {
		NodePath
		Body NodeService
	}) (*Body[Node], error) {
		return nodeOutput(s.Nodes.SetAccepting(ctx, actor(ctx), in.Node, in.Body.Accepting))
	})
	handle(s, huma.Operation{
		OperationID: "move-node", Method: http.MethodPost, Path: "/operations/nodes/{node}/move", Tags: tags,
		Summary:     "Send a share of a server's connections to other servers",
		Description: "The server stays in service. Use it to spread people when a server has come back.", Errors: orders,
	}, func(ctx context.Context, in *struct {
		NodePath
		Body NodeMove
	}) (*Body[Node], error) {
		return nodeOutput(s.Nodes.Move(ctx, actor(ctx), in.Node, in.Body.Share))
	})
}

func nodeOutput(r node.Report, err error) (*Body[Node], error) {
	if err != nil {
		return nil, err
	}
	return &Body[Node]{Node(r)}, nil
}
